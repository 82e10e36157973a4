import type { Kernels } from '../../dsp/kernels'
import { Chain } from '../chain'
import type { ChainModule, Landing } from '../descriptor'
import type { ParameterValues } from '../parameter'

/** What a module under test is built for. */
export interface Bench {
  readonly kernels: Kernels
  readonly sampleRate: number
  readonly channelCount: 1 | 2
  /** Of the track; absent: no end is known. */
  readonly lengthFrames?: number
}

export const TEST_LANDING: Landing = { driveDb: 0, ceilingDbtp: -1, marginDb: 0.05, budgetDb: -60 }

/** A chain of this one module; `force` builds it even where it calls itself neutral. */
export const chainOf = (
  descriptor: ChainModule,
  values: ParameterValues,
  bench: Bench,
  { on = true, force = false }: { readonly on?: boolean; readonly force?: boolean } = {},
): Chain =>
  new Chain({
    lengthFrames: Number.POSITIVE_INFINITY,
    ...bench,
    modules: [{ id: descriptor.id, on, values }],
    landing: TEST_LANDING,
    registry: [force ? { ...descriptor, isNeutral: () => false } : descriptor],
  })

/** The output of `chain` for the whole of `input`, fed `blockFrames` at a time. Not trimmed. */
export const through = (
  chain: Chain,
  input: readonly Float32Array[],
  blockFrames = 4096,
): readonly Float32Array[] => {
  const output = input.map((channel) => new Float32Array(channel.length))
  const length = input[0]?.length ?? 0
  for (let start = 0; start < length; start += blockFrames) {
    const end = Math.min(length, start + blockFrames)
    chain.process(
      input.map((channel) => channel.subarray(start, end)),
      output.map((channel) => channel.subarray(start, end)),
      end - start,
    )
  }
  return output
}

/** {@link through}, on time: silence pushes the chain's last frames out, and its first are left out. */
export const throughOnTime = (
  chain: Chain,
  input: readonly Float32Array[],
  blockFrames?: number,
): readonly Float32Array[] => {
  const { latencyFrames } = chain
  const padded = input.map((channel) => {
    const longer = new Float32Array(channel.length + latencyFrames)
    longer.set(channel)
    return longer
  })
  return through(chain, padded, blockFrames).map((channel) => channel.subarray(latencyFrames))
}

/** {@link through} a chain built for the occasion. */
export const runModule = (
  descriptor: ChainModule,
  values: ParameterValues,
  input: readonly Float32Array[],
  bench: Bench,
  options: { readonly blockFrames?: number; readonly on?: boolean; readonly force?: boolean } = {},
): readonly Float32Array[] => {
  const chain = chainOf(descriptor, values, bench, options)
  const output = through(chain, input, options.blockFrames)
  chain.dispose()
  return output
}
