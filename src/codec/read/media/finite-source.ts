import { CustomSource } from 'mediabunny'

declare module 'mediabunny' {
  interface CustomSource {
    /** The demuxer's own question for bytes [start, end); null: there are none. */
    _read(start: number, end: number, least: number, most: number): unknown
  }
}

/** A demuxer that moves on comes back to where it was a few times: for a head, for what is in it, for the next. */
const MOST_REPEATS = 400
const RECENT_PLACES = 4

/**
 * A file for the demuxer that has an end even for a search that goes round: mediabunny 1.61 looks for the next element
 * of a damaged Matroska file in steps, and its step is none where eight bytes are left, or where an element is found whose
 * size cannot be read. Who keeps coming back to the same few places is told that there is nothing, as at the end.
 */
export class FiniteSource extends CustomSource {
  private readonly recent: number[] = new Array<number>(RECENT_PLACES).fill(-1)
  private oldest = 0
  private repeats = 0

  override _read(start: number, end: number, least: number, most: number): unknown {
    if (this.recent.includes(start)) this.repeats++
    else {
      this.repeats = 0
      this.recent[this.oldest] = start
      this.oldest = (this.oldest + 1) % RECENT_PLACES
    }
    return this.repeats > MOST_REPEATS ? null : super._read(start, end, least, most)
  }
}
