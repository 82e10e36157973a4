import { BLOCK_FRAMES } from '../../core/pcm'
import type { Kernels } from '../kernels'

/**
 * What `process` makes of `input` in kernel memory, in blocks of at most `blockFrames` that end on the grid of
 * BLOCK_FRAMES where they meet it. `input` is left as it is.
 */
export const inBlocks = (
  kernels: Kernels,
  input: readonly Float32Array[],
  blockFrames: number,
  process: (pointers: readonly number[], frames: number, endsOnGrid: boolean) => void,
): Float32Array[] => {
  const scope = kernels.scope()
  const audio = input.map(() => scope.f32(BLOCK_FRAMES))
  const pointers = audio.map(({ pointer }) => pointer)
  const output = input.map((x) => new Float32Array(x.length))
  const length = input[0]?.length ?? 0
  for (let at = 0; at < length; ) {
    const frames = Math.min(blockFrames, length - at, BLOCK_FRAMES - (at % BLOCK_FRAMES))
    audio.forEach(({ view }, c) => {
      view.set(input[c]?.subarray(at, at + frames) ?? [])
    })
    process(pointers, frames, (at + frames) % BLOCK_FRAMES === 0)
    audio.forEach(({ view }, c) => {
      output[c]?.set(view.subarray(0, frames), at)
    })
    at += frames
  }
  scope.release()
  return output
}

/** The same of a stage with latency, on time: silence pushes its last frames out, and its first are left out. */
export const inTime = (
  kernels: Kernels,
  input: readonly Float32Array[],
  blockFrames: number,
  stage: Late,
): Float32Array[] => {
  const { latencyFrames } = stage
  const padded = input.map((x) => {
    const longer = new Float32Array(x.length + latencyFrames)
    longer.set(x)
    return longer
  })
  const raw = inBlocks(kernels, padded, blockFrames, (pointers, frames) => {
    stage.process(pointers, frames)
  })
  return raw.map((x) => x.subarray(latencyFrames))
}

interface Late {
  readonly latencyFrames: number
  process(pointers: readonly number[], frames: number): unknown
}
