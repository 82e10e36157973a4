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
  return {
    measure: (wav) => open(new File([Uint8Array.from(wav)], 'signal.wav')),
    async masterDemo(recipe) {
      await open(new File([value(await engine.demo(optionsOf()))], 'demo.wav'))
      return value(await engine.master(TRACK, recipe, optionsOf())).analysis
    },
    deliver: async (settings) => value(await engine.export(TRACK, settings, {}, optionsOf())).check,
  }
}

const value = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value
  throw new Error([outcome.error.code, outcome.error.detail].filter(Boolean).join(': '))
}
