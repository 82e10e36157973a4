import { HopMeter } from '../analysis/hop-meter'
import { Chain } from '../chain/chain'
import type { Landing } from '../chain/descriptor'
import type { Recipe } from '../chain/recipe'
import type { JobContext } from '../core/job'
import type { PcmStore } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import { LIMITER_ID } from './limiter-settings'
import { LoudnessModel } from './loudness-model'
import { streamThrough } from './stream-through'
import { channelsOf, type Upstream } from './upstream'

/** What one real pass gave. */
export interface PassResult {
  /** LUFS; −Infinity when silent, null below 400 ms. */
  readonly integratedLufs: number | null
  /** dB ≥ 0 */
  readonly maximumReductionDb: number
  /** dB ≥ 0, over the steps that count for the loudness of the un-limited signal. */
  readonly averageReductionDb: number
  /** Share of the track, 0…1. */
  readonly limitedShare: number
}

/** Reductions are read this often: about 10 ms. The largest of each piece counts, so averages err upwards. */
const PIECE_FRAMES = 512
/** Less reduction than this is not called limiting. */
const LIMITED_DB = 0.1

/** Renders the landing part of `recipe` over `upstream` into `master` (overwritten), measuring as it goes. */
export const landingPass = async (
  upstream: Upstream,
  recipe: Recipe,
  landing: Landing,
  model: LoudnessModel,
  master: PcmStore,
  kernels: Kernels,
  job: JobContext,
): Promise<PassResult> => {
  const { audio } = upstream
  const { sampleRate, lengthFrames } = audio
  const channelCount = channelsOf(audio)
  const meter = new HopMeter(kernels, sampleRate, channelCount, lengthFrames, { peaks: false })
  const chain = new Chain({
    kernels,
    sampleRate,
    channelCount,
    modules: recipe.modules,
    landing,
    part: 'landing',
  })
  const limiter = chain.stages.find(({ id }) => id === LIMITER_ID)?.processor
  const reductions = new Reductions(model, lengthFrames)
  master.clear()
  try {
    await streamThrough(
      audio,
      chain,
      job,
      (block, frames) => {
        master.append(block, frames)
        meter.push(block, frames)
      },
      {
        frames: PIECE_FRAMES,
        after: (from, to) => reductions.add(limiter?.gainReductionDb?.[0] ?? 0, from, to),
      },
    )
    const { integratedLufs } = new LoudnessModel(meter.finish(), null).predict(0, 0)
    return { integratedLufs, ...reductions.summary() }
  } finally {
    chain.dispose()
    meter.release()
  }
}

class Reductions {
  private readonly model: LoudnessModel
  private readonly lengthFrames: number
  private maximumDb = 0
  private limitedFrames = 0
  private countedFrames = 0
  private countedSum = 0

  constructor(model: LoudnessModel, lengthFrames: number) {
    this.model = model
    this.lengthFrames = lengthFrames
  }

  /** The largest reduction over output frames `from` … `to`. */
  add(reductionDb: number, from: number, to: number): void {
    const frames = to - from
    this.maximumDb = Math.max(this.maximumDb, reductionDb)
    if (reductionDb > LIMITED_DB) this.limitedFrames += frames
    if (!this.model.counts((from + to) / 2)) return
    this.countedFrames += frames
    this.countedSum += reductionDb * frames
  }

  summary(): Omit<PassResult, 'integratedLufs'> {
    const { maximumDb, limitedFrames, countedFrames, countedSum, lengthFrames } = this
    return {
      maximumReductionDb: maximumDb,
      averageReductionDb: countedFrames === 0 ? 0 : countedSum / countedFrames,
      limitedShare: lengthFrames === 0 ? 0 : limitedFrames / lengthFrames,
    }
  }
}
