import { Chain } from '../../chain/chain'
import type { JobContext } from '../../core/job'
import { BLOCK_FRAMES } from '../../core/pcm'
import type { PcmReader, PcmSheet } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { LIMITER_ID } from '../landing/limiter-settings'
import { ReductionLog, type ReductionSeries } from './reduction-series'
import { CONTROL, type Shift } from './render-plan'

/** Reductions are read this often: about 10 ms. The largest of each piece counts, so averages err upwards. */
export const PIECE_FRAMES = 512

export interface StageServices {
  readonly source: PcmReader
  readonly target: PcmSheet
  readonly control: Int32Array
  readonly kernels: Kernels
  readonly job: JobContext
  /** Resolves when `control[cell]` is at least `frames`. */
  readonly reach: (cell: number, frames: number) => Promise<void>
}

export interface RenderedStage {
  /** Largest gain reduction of the limiter, dB, per piece of PIECE_FRAMES of chain input. */
  readonly reductionsDb: Float32Array
  /** Of every module of this stage that has any. */
  readonly reductions: readonly ReductionSeries[]
  readonly latencyFrames: number
}

/**
 * Runs one stage of a shift over the whole track, latency trimmed and tail flushed. The first of two stages
 * leaves its raw output in the target, where the last one reads it and puts the finished frames in its place.
 */
export const runStage = async (
  shift: Shift,
  index: number,
  { source, target, control, kernels, job, reach }: StageServices,
): Promise<RenderedStage> => {
  const spec = shift.stages[index]
  if (!spec) throw new Error('no such stage')
  const { sampleRate, lengthFrames } = source
  const channelCount = source.channelCount === 1 ? 1 : 2
  const isFirst = index === 0
  const isLast = index === shift.stages.length - 1
  const chain = new Chain({ kernels, sampleRate, channelCount, ...spec })
  const limiter = chain.stages.find(({ id }) => id === LIMITER_ID)?.processor
  const latencyFrames = shift.stages.length === 1 ? chain.latencyFrames : shift.latencyFrames
  const end = lengthFrames + latencyFrames
  const delayFrames = isFirst ? 0 : latencyFrames - chain.latencyFrames
  const log = new ReductionLog(chain, sampleRate, lengthFrames, delayFrames)
  const reductionsDb = new Float32Array(Math.ceil(end / PIECE_FRAMES))
  const block = Array.from({ length: channelCount }, () => new Float32Array(BLOCK_FRAMES))
  // Views made once: there are twenty thousand pieces in four minutes.
  const pieces = Array.from({ length: BLOCK_FRAMES / PIECE_FRAMES }, (_, index) =>
    block.map((channel) => channel.subarray(index * PIECE_FRAMES, (index + 1) * PIECE_FRAMES)),
  )
  try {
    for (let start = 0; start < end; start += BLOCK_FRAMES) {
      const frames = Math.min(BLOCK_FRAMES, end - start)
      if (!isFirst) await reach(CONTROL.raw, start + frames)
      const read = (isFirst ? source : target).read(start, block, frames)
      for (const channel of block) channel.fill(0, read, frames)
      for (const [index, piece] of pieces.entries()) {
        const at = index * PIECE_FRAMES
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
      const cell = isLast ? CONTROL.finished : CONTROL.raw
      Atomics.store(control, cell, Math.max(0, to + frames - skip))
      Atomics.notify(control, cell)
      job.report((start + frames) / end)
      const pause = job.breathe()
      if (pause) await pause
    }
    return { reductionsDb, reductions: log.series(), latencyFrames }
  } finally {
    chain.dispose()
  }
}
