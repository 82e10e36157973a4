import type { Chain } from '../../chain/chain'

/** What one module took off over a whole track. */
export interface ReductionSeries {
  readonly moduleId: string
  readonly hopSeconds: number
  /** Per band, dB ≥ 0: the largest gain reduction in the hop that begins at k · hop, in the time of the track. */
  readonly bandsDb: readonly Float32Array[]
}

/** Hops of about 100 ms: finer than any screen shows of a song. */
const HOPS_PER_SECOND = 10

interface ModuleLog {
  readonly moduleId: string
  readonly latestDb: Float32Array
  /** Between the chain's input and what this module reduces, frames. */
  readonly delayFrames: number
  readonly bandsDb: readonly Float32Array[]
}

/**
 * Writes down what the modules of a chain take off while it runs. `delayFrames` is what the audio that the
 * chain is given is late by; nothing here touches audio.
 */
export class ReductionLog {
  private readonly hopFrames: number
  private readonly hopSeconds: number
  private readonly lengthFrames: number
  private readonly logs: readonly ModuleLog[]

  constructor(
    chain: Pick<Chain, 'activeModules'>,
    sampleRate: number,
    lengthFrames: number,
    delayFrames: number,
  ) {
    this.hopFrames = Math.max(1, Math.round(sampleRate / HOPS_PER_SECOND))
    this.hopSeconds = this.hopFrames / sampleRate
    this.lengthFrames = lengthFrames
    const hops = Math.ceil(lengthFrames / this.hopFrames)
    let delay = delayFrames
    this.logs = chain.activeModules.flatMap(
      ({ id, processor: { gainReductionDb, latencyFrames } }) => {
        delay += latencyFrames
        if (!gainReductionDb) return []
        const bandsDb = Array.from(gainReductionDb, () => new Float32Array(hops))
        return [{ moduleId: id, latestDb: gainReductionDb, delayFrames: delay, bandsDb }]
      },
    )
  }

  /** After each block: what was taken off in chain input frames `from` … `from + frames`. */
  note(from: number, frames: number): void {
    const { hopFrames, lengthFrames } = this
    for (const { latestDb, delayFrames, bandsDb } of this.logs) {
      const start = Math.max(0, from - delayFrames)
      const end = Math.min(lengthFrames, from + frames - delayFrames)
      if (end <= start) continue
      const last = Math.floor((end - 1) / hopFrames)
      for (let hop = Math.floor(start / hopFrames); hop <= last; hop++)
        for (let band = 0; band < bandsDb.length; band++) {
          const series = bandsDb[band] as Float32Array
          series[hop] = Math.max(series[hop] ?? 0, latestDb[band] ?? 0)
        }
    }
  }

  /** In signal order. */
  series(): readonly ReductionSeries[] {
    const { hopSeconds } = this
    return this.logs.map(({ moduleId, bandsDb }) => ({ moduleId, hopSeconds, bandsDb }))
  }
}
