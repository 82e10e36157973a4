import { type EnvelopePage, PAGE_HOPS } from '../../analysis/envelope'

/** The largest peak of the last `windowHops` hops at every hop, of those there are at the head; page by page, none of it kept. */
export class MovingMaximum {
  private readonly pages: readonly EnvelopePage[]
  private readonly windowHops: number
  private readonly aheadHops: number
  /** Those of the window before the page, of the page, and ahead of it. */
  private readonly peaks: Float32Array
  private readonly maxima: Float32Array

  /** `aheadHops`: how far beyond each page. */
  constructor(pages: readonly EnvelopePage[], windowHops: number, aheadHops: number) {
    this.pages = pages
    this.windowHops = windowHops
    this.aheadHops = aheadHops
    this.peaks = new Float32Array(windowHops + PAGE_HOPS + aheadHops + 1)
    this.maxima = new Float32Array(PAGE_HOPS + aheadHops + 1)
  }

  /** `hops` of them from the page's first hop on: those of the page, and as many ahead as the track has. Valid until the next. */
  page(index: number): { readonly loudest: Float32Array; readonly hops: number } {
    const { windowHops, aheadHops, peaks, maxima } = this
    const { energy } = this.pages[index] as EnvelopePage
    const before = this.copyBefore(index)
    const end = before + this.copyFrom(index, before, energy.length + aheadHops + 1)
    let largest = 0
    let largestAt = -1
    for (let k = 0; k < end; k++) {
      const value = peaks[k] as number
      if (value >= largest) {
        largest = value
        largestAt = k
      } else if (k - largestAt >= windowHops) {
        largest = value
        largestAt = k
        for (let j = Math.max(0, k - windowHops + 1); j < k; j++) {
          const earlier = peaks[j] as number
          if (earlier >= largest) {
            largest = earlier
            largestAt = j
          }
        }
      }
      if (k >= before) maxima[k - before] = largest
    }
    return { loudest: maxima, hops: end - before }
  }

  /** Puts what the window sees before the page at the head of `peaks`; how many there are. */
  private copyBefore(index: number): number {
    const first = (this.pages[index] as EnvelopePage).firstHop
    const count = Math.min(this.windowHops - 1, first)
    for (let end = count, before = index - 1; end > 0; before--) {
      const { peak } = this.pages[before] as EnvelopePage
      const taken = Math.min(end, peak.length)
      this.peaks.set(peak.subarray(peak.length - taken), end - taken)
      end -= taken
    }
    return count
  }

  /** Copies up to `hops` from the page's start on; how many there were. */
  private copyFrom(index: number, at: number, hops: number): number {
    let done = 0
    for (let next = index; done < hops; next++) {
      const page = this.pages[next]
      if (!page) break
      const { peak } = page
      this.peaks.set(peak.subarray(0, hops - done), at + done)
      done += Math.min(peak.length, hops - done)
    }
    return done
  }
}
