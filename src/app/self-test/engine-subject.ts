import type { Outcome } from '../../core/outcome'
import type { CallsWith } from '../../engine/calls'
import type { SelfTestSubject } from '../../self-test/run-self-test'

const TRACK = 'self-test'

/** An engine as the self-test drives it. `optionsOf` makes the options of one call. */
export const engineSubject = <Options>(
  engine: CallsWith<Options, File, Blob>,
  optionsOf: () => Options,
): SelfTestSubject => {
  const open = async (file: File) => {
    value(await engine.open(TRACK, file, null, optionsOf()))
    return value(await engine.analyse(TRACK, optionsOf()))
  }
  let demo: Blob | undefined
  return {
    measure: (wav) => open(new File([Uint8Array.from(wav)], 'signal.wav')),
    async masterDemo(recipe, seconds) {
      demo ??= value(await engine.demo(optionsOf()))
      const audio = seconds === undefined ? [demo] : await startOf(demo, seconds)
      await open(new File(audio, 'demo.wav'))
      return value(await engine.master(TRACK, recipe, optionsOf())).analysis
    },
    deliver: async (settings) => value(await engine.export(TRACK, settings, {}, optionsOf())).check,
  }
}

const HEADER_BYTES = 44

/** The first `seconds` of a plain WAV file. */
const startOf = async (wav: Blob, seconds: number): Promise<BlobPart[]> => {
  const header = new DataView(await wav.slice(0, HEADER_BYTES).arrayBuffer())
  const bytesPerSecond = header.getUint32(28, true)
  const dataBytes = seconds * bytesPerSecond
  header.setUint32(4, HEADER_BYTES - 8 + dataBytes, true)
  header.setUint32(40, dataBytes, true)
  return [header, wav.slice(HEADER_BYTES, HEADER_BYTES + dataBytes)]
}

const value = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value
  throw new Error([outcome.error.code, outcome.error.detail].filter(Boolean).join(': '))
}
