/**
 * What the solver knows of audio: about a thousand values a second instead of the audio itself.
 * Hop k covers frames [k · hopFrames, (k + 1) · hopFrames); the last one may be short.
 */
export interface Envelope {
  /** Hz */
  readonly sampleRate: number
  readonly lengthFrames: number
  readonly hopFrames: number
  /** One behind the other: whoever walks through a long track holds one of them at a time, and nothing as long as the track. */
  readonly pages: readonly EnvelopePage[]
}

/** Some hops that follow each other. */
export interface EnvelopePage extends HopValues {
  /** Its first hop's place in the track. */
  readonly firstHop: number
}

/** Of hops that follow each other: as many of one as of the other. */
export interface HopValues {
  /** Σ over channels and frames of the K-weighted signal squared. */
  readonly energy: Float32Array
  /** Linear true peak of any channel, by the interpolator of the limiter's detector (8 × 64). */
  readonly peak: Float32Array
}

/** A peak is noted within so many frames of where it is: the run that the true-peak kernel takes. */
export const PEAK_BLUR_FRAMES = 32
/** BS.1770-5: gating blocks advance by 100 ms and last four such steps. */
const STEP_SECONDS = 0.1
export const STEPS_PER_BLOCK = 4
/** Hops may be this much shorter or longer than 1 ms so that they fill a step exactly. */
const HOP_SLACK = 0.3

/** Frames of the gating step. */
export const stepFrames = (sampleRate: number): number => Math.round(sampleRate * STEP_SECONDS)

/** The divisor of a gating step that is nearest to 1 ms; 1 ms itself where there is none near. */
export const hopFrames = (sampleRate: number): number => {
  const step = stepFrames(sampleRate)
  const wanted = Math.max(1, Math.round(sampleRate / 1000))
  for (let off = 0; off <= wanted * HOP_SLACK; off++) {
    if (step % (wanted + off) === 0) return wanted + off
    if (step % (wanted - off) === 0) return wanted - off
  }
  return wanted
}

/** Hops of a page, at most: about four seconds. */
export const PAGE_HOPS = 4096

/** The pages of hops that begin at hop `firstHop` of a track: views, no copies. */
export const pagesOf = ({ energy, peak }: HopValues, firstHop: number): EnvelopePage[] => {
  const pages: EnvelopePage[] = []
  for (let at = 0; at < energy.length; at += PAGE_HOPS)
    pages.push({
      firstHop: firstHop + at,
      energy: energy.subarray(at, at + PAGE_HOPS),
      peak: peak.subarray(at, at + PAGE_HOPS),
    })
  return pages
}

/** Hops of all pages. */
export const hopCount = (pages: readonly EnvelopePage[]): number => {
  const last = pages.at(-1)
  return last ? last.firstHop + last.energy.length : 0
}

/** The page that holds `hop`; -1 beyond the ends. `near`: the one that held the last. */
export const pageAt = (pages: readonly EnvelopePage[], hop: number, near: number): number => {
  for (let index = near; ; ) {
    const page = pages[index]
    if (!page) return -1
    if (hop < page.firstHop) index--
    else if (hop >= page.firstHop + page.energy.length) index++
    else return index
  }
}

/** Linear; 0 of no pages. */
export const largestPeak = (pages: readonly EnvelopePage[]): number => {
  let largest = 0
  for (const { peak } of pages)
    for (let hop = 0; hop < peak.length; hop++) largest = Math.max(largest, peak[hop] as number)
  return largest
}
