import { type EnvelopePage, pageAt } from '../../analysis/envelope'

/** Linear gains page by page, in the pages of an envelope; best asked for in their order. */
export interface GainPages {
  /** Of every hop of page `index`. Valid until two other pages were asked for. */
  page(index: number): Float32Array
}

/** Linear, of a hop; 1 beyond the ends. */
export type HopGain = (hop: number) => number

/** The gains of single hops. Quick where hops are asked for that lie near each other. */
export const hopGains = (pages: readonly EnvelopePage[], gains: GainPages): HopGain => {
  let index = 0
  return (hop) => {
    const found = pageAt(pages, hop, index)
    if (found < 0) return 1
    index = found
    return gains.page(found)[hop - (pages[found] as EnvelopePage).firstHop] as number
  }
}

/** Two pages of gains: hops around the border of two pages are asked for in turn. */
export class PageCache {
  private readonly buffers: readonly Float32Array[]
  private readonly held = [-1, -1]

  constructor(longestPage: number) {
    this.buffers = [new Float32Array(longestPage), new Float32Array(longestPage)]
  }

  /** Where page `index` lies; `fill` puts it there, unless it is there. */
  page(index: number, length: number, fill: (into: Float32Array) => void): Float32Array {
    const place = index & 1
    const into = (this.buffers[place] as Float32Array).subarray(0, length)
    if (this.held[place] !== index) {
      fill(into)
      this.held[place] = index
    }
    return into
  }

  forget(): void {
    this.held.fill(-1)
  }
}
