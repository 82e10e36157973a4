import { Chain } from '../../chain/chain'
import { type CancelledPeaks, NOTHING_CANCELLED } from '../../chain/descriptor'
import { LIMITER_ID } from '../../chain/limiter-split'
import type { JobContext } from '../../core/job'
import { BLOCK_FRAMES, monoOrStereo } from '../../core/pcm'
import type { PcmReader, PcmStore } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { ReductionLog, type ReductionSeries } from './reduction-series'
import { COUNTERS, type RenderPlan } from './render-plan'

/** Reductions are read this often: about 10 ms. The largest of each piece counts, so averages err upwards. */
export const PIECE_FRAMES = 512

export interface PartServices {
  readonly source: PcmReader
  readonly target: PcmStore
  readonly counters: Int32Array
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
 * leaves its raw output in the target, where the last one reads it and puts the finished frames in its place.
 */
export const runPart = async (
  plan: RenderPlan,
  index: number,
  { source, target, counters, kernels, job, waitFor }: PartServices,
): Promise<RenderedPart> => {
  const spec = plan.parts[index]
  if (!spec) throw new Error('no such part')
  const { sampleRate, lengthFrames } = source
  const channelCount = monoOrStereo(source.channelCount)
  const isFirst = index === 0
  const isLast = index === plan.parts.length - 1
  let chain = new Chain({ kernels, sampleRate, channelCount, ...spec })
  const latencyFrames = plan.parts.length === 1 ? chain.latencyFrames : plan.latencyFrames
  const end = lengthFrames + latencyFrames
  const delayFrames = isFirst ? 0 : latencyFrames - chain.latencyFrames
  if (delayFrames > 0) {
    chain.dispose()
    chain = new Chain({ kernels, sampleRate, channelCount, delayFrames, ...spec })
  }
  const limiter = chain.activeModules.find(({ id }) => id === LIMITER_ID)?.processor
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
      if (!isFirst) await waitFor(COUNTERS.raw, start + frames)
      const read = (isFirst ? source : target).read(start, block, frames)
      for (const channel of block) channel.fill(0, read, frames)
      for (const [pieceIndex, piece] of pieces.entries()) {
        const at = pieceIndex * PIECE_FRAMES
        const step = Math.min(PIECE_FRAMES, frames - at)
        if (step <= 0) break
        chain.process(piece, piece, step)
        reductionsDb[(start + at) / PIECE_FRAMES] = limiter?.gainReductionDb?.[0] ?? 0
        log.note(start + at, step)
      }
      const skip = isLast ? Math.min(frames, Math.max(0, latencyFrames - start)) : 0
      const to = isLast ? start - latencyFrames + skip : start
      if (frames > skip)
        target.write(
          to,
          skip === 0 ? block : block.map((channel) => channel.subarray(skip)),
          frames - skip,
        )
      const cell = isLast ? COUNTERS.finished : COUNTERS.raw
      Atomics.store(counters, cell, Math.max(0, to + frames - skip))
      Atomics.notify(counters, cell)
      job.report((start + frames) / end)
      const pause = job.checkpoint()
      if (pause) await pause
    }
    const cancelled = limiter?.cancelled?.() ?? NOTHING_CANCELLED
    return { reductionsDb, reductions: log.series(), latencyFrames, cancelled }
  } finally {
    chain.dispose()
  }
}
