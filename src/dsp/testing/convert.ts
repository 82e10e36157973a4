import { assert } from '../../core/assert'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { Resampler, resampledLength } from '../resampling/resampler'

const kernels = nodeKernels()

/** Whole channels at another rate, pushed in blocks of `blockFrames`. */
export function convert(
  channels: readonly Float32Array[],
  sourceRate: number,
  targetRate: number,
  blockFrames = 4096,
): Float32Array[] {
  const channelCount = channels.length === 1 ? 1 : 2
  const resampler = new Resampler({ kernels, sourceRate, targetRate, channelCount })
  const frames = channels[0]?.length ?? 0
  const length = resampledLength(frames, sourceRate, targetRate)
  const out = channels.map(() => new Float32Array(length))
  let written = 0
  const keep = (count: number) => {
    const used = Math.min(count, length - written)
    out.forEach((target, c) => {
      target.set(resampler.output[c]?.subarray(0, used) ?? [], written)
    })
    written += used
  }
  for (let at = 0; at < frames; at += blockFrames) {
    const step = Math.min(blockFrames, frames - at)
    keep(
      resampler.push(
        channels.map((channel) => channel.subarray(at, at + step)),
        step,
      ),
    )
  }
  keep(resampler.finish())
  assert(written === length, `${written} frames instead of ${length}`)
  resampler.dispose()
  return out
}
