import { type Envelope, PAGE_HOPS } from '../../analysis/envelope'
import { dbToAmplitude } from '../../core/decibels'
import { type GainPages, PageCache } from './hop-gains'

/** What a real pass turned down: the largest of each piece, of equal lengths and in order. */
export interface FrameReductions {
  /** dB ≥ 0 */
  readonly piecesDb: Float32Array
  readonly pieceFrames: number
  /** Of the first piece; negative by the latency of what was heard. */
  readonly startFrame: number
}

/** Less than this was the guard, or the end of a release. */
const TURNED_DOWN_DB = 0.1

/** The gains of a real pass, with `moreDb` of drive turned down where that pass turned something down. */
export class RepeatedGains implements GainPages {
  private readonly envelope: Envelope
  private readonly reductions: FrameReductions
  private readonly moreDb: number
  private readonly cache = new PageCache(PAGE_HOPS)

  constructor(envelope: Envelope, reductions: FrameReductions, moreDb: number) {
    this.envelope = envelope
    this.reductions = reductions
    this.moreDb = moreDb
  }

  page(index: number): Float32Array {
    const page = this.envelope.pages[index]
    return this.cache.page(index, page?.energy.length ?? 0, (into) =>
      this.fill(into, page?.firstHop ?? 0),
    )
  }

  private fill(gains: Float32Array, firstHop: number): void {
    const { hopFrames, lengthFrames } = this.envelope
    const { piecesDb, pieceFrames, startFrame } = this.reductions
    gains.fill(1)
    // A border of pieces is rounded to a hop: the one before may reach in.
    const first = Math.floor((firstHop * hopFrames - startFrame) / pieceFrames) - 1
    const endHop = firstHop + gains.length
    for (let piece = Math.max(0, first); piece < piecesDb.length; piece++) {
      const from = Math.max(0, startFrame + piece * pieceFrames)
      if (Math.round(from / hopFrames) >= endHop) break
      const taken = piecesDb[piece] as number
      const to = Math.min(lengthFrames, startFrame + (piece + 1) * pieceFrames)
      if (!(taken > TURNED_DOWN_DB) || to <= from) continue
      const value = dbToAmplitude(Math.min(0, -this.moreDb - taken))
      gains.fill(
        value,
        Math.max(0, Math.round(from / hopFrames) - firstHop),
        Math.max(0, Math.round(to / hopFrames) - firstHop),
      )
    }
  }
}
