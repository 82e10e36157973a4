import { Chain } from '../../chain/chain'
import { type CancelledPeaks, NOTHING_CANCELLED } from '../../chain/descriptor'
import { LIMITER_ID } from '../../chain/limiter-split'
import type { JobContext } from '../../core/job'
import { BLOCK_FRAMES, monoOrStereo } from '../../core/pcm'
import type { PcmReader, PcmStore } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { ReductionLog, type ReductionSeries } from './reduction-series'
import { COUNTERS, PIECE_FRAMES, type PlanMemory, RAW_FRAMES, type RenderPlan } from './render-plan'
import { WriteBehind } from './write-behind'

export interface PartServices {
  readonly source: PcmReader
  readonly target: PcmStore
  readonly memory: PlanMemory
  readonly kernels: Kernels
  readonly job: JobContext
  /** Resolves when `counters[cell]` is at least `frames`. */
  readonly waitFor: (cell: number, frames: number) => Promise<void>
}

export interface RenderedPart {
  /** Largest gain reduction of the limiter, dB, per piece of PIECE_FRAMES of chain input. */
  readonly reductionsDb: Float32Array
  /** Of every module of this part that has any. */
  readonly reductions: readonly ReductionSeries[]
  readonly latencyFrames: number
  readonly cancelled: CancelledPeaks
}

/**
 * Runs one part of a plan's chain over the whole track, latency trimmed and tail flushed. The first of two parts
 * leaves its raw output in the memory of the plan, where the last one takes it.
 */
export const runPart = async (
  plan: RenderPlan,
  index: number,
  { source, target, memory: { counters, raw, gains }, kernels, job, waitFor }: PartServices,
): Promise<RenderedPart> => {
  const spec = plan.parts[index]
  if (!spec) throw new Error('no such part')
  const { sampleRate, lengthFrames } = source
  const channelCount = monoOrStereo(source.channelCount)
  const isFirst = index === 0
  const isLast = index === plan.parts.length - 1
  const turnedDown = new Float64Array(1)
  const share = spec.half && { half: spec.half, turnedDown }
  const options = { ...spec, kernels, sampleRate, channelCount, share }
  let chain = new Chain(options)
  const latencyFrames = plan.parts.length === 1 ? chain.latencyFrames : plan.latencyFrames
  const end = lengthFrames + latencyFrames
  const delayFrames = isFirst ? 0 : latencyFrames - chain.latencyFrames
  // Both halves of a limiter count from where it begins.
  if (delayFrames > 0 && !share) {
    chain.dispose()
    chain = new Chain({ ...options, delayFrames })
  }
  const limiter = chain.activeModules.find(({ id }) => id === LIMITER_ID)?.processor
  const tell = (cell: number, frames: number): void => {
    Atomics.store(counters, cell, frames)
    Atomics.notify(counters, cell)
  }
  const written = isLast
    ? new WriteBehind(target, (frames) => tell(COUNTERS.finished, frames))
    : null
  const log = new ReductionLog(chain, sampleRate, lengthFrames, delayFrames)
  const reductionsDb = new Float32Array(Math.ceil(end / PIECE_FRAMES))
  const block = Array.from({ length: channelCount }, () => new Float32Array(BLOCK_FRAMES))
  // Views made once: there are twenty thousand pieces in four minutes.
  const pieces = Array.from({ length: BLOCK_FRAMES / PIECE_FRAMES }, (_, pieceIndex) =>
    block.map((channel) =>
      channel.subarray(pieceIndex * PIECE_FRAMES, (pieceIndex + 1) * PIECE_FRAMES),
    ),
  )
  try {
    for (let start = 0; start < end; start += BLOCK_FRAMES) {
      const frames = Math.min(BLOCK_FRAMES, end - start)
      const ring = start % RAW_FRAMES
      if (isFirst) {
        const read = source.read(start, block, frames)
        for (const channel of block) channel.fill(0, read, frames)
      } else {
        await waitFor(COUNTERS.raw, start + frames)
        for (const [place, channel] of block.entries())
          channel.set((raw[place] as Float32Array).subarray(ring, ring + frames))
      }
      for (const [pieceIndex, piece] of pieces.entries()) {
        const at = pieceIndex * PIECE_FRAMES
        const step = Math.min(PIECE_FRAMES, frames - at)
        if (step <= 0) break
        const gainAt = ((start + at) / PIECE_FRAMES) % gains.length
        if (!isFirst) turnedDown[0] = gains[gainAt] as number
        chain.process(piece, piece, step)
        if (isFirst) gains[gainAt] = turnedDown[0] as number
        reductionsDb[(start + at) / PIECE_FRAMES] = limiter?.gainReductionDb?.[0] ?? 0
        log.note(start + at, step)
      }
      if (!isFirst) tell(COUNTERS.taken, start + frames)
      if (written)
        written.append(block, Math.min(frames, Math.max(0, latencyFrames - start)), frames)
      else {
        await waitFor(COUNTERS.taken, start + frames - RAW_FRAMES)
        for (const [place, channel] of block.entries())
          raw[place]?.set(channel.subarray(0, frames), ring)
        tell(COUNTERS.raw, start + frames)
      }
      job.report((start + frames) / end)
      const pause = job.checkpoint()
      if (pause) await pause
    }
    written?.flush()
    const cancelled = limiter?.cancelled?.() ?? NOTHING_CANCELLED
    return { reductionsDb, reductions: log.series(), latencyFrames, cancelled }
  } finally {
    chain.dispose()
  }
}
