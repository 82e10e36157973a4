import { highPass, lowPass } from '../../../dsp/filters/filter-design'
import { gainOf, noiseOf } from '../../damage/testing/audio'
import { BED_RATE } from './bed-rate'
import { type Change, filtered, peakOf } from './changes'

/** Where `hissing` puts them, and how long each is. */
export const HISSES_SECONDS = [0.6, 0.95, 1.58, 2.1, 2.63, 3.08, 3.9, 4.33, 4.96] as const
export const HISS_SECONDS = 0.08

/** Sharp s sounds of 80 ms, out of time, so loud beside the bed's peak. */
export const hissing =
  (db: number): Change =>
  (audio) => {
    const noise = filtered(
      filtered(noiseOf(5, audio[0].length), highPass(5500, 0.9, BED_RATE)),
      lowPass(8500, 0.9, BED_RATE),
    )
    const gain = gainOf(db) * peakOf(audio)
    const starts = HISSES_SECONDS.map((seconds) => seconds * BED_RATE)
    const envelope = (n: number): number => {
      const start = starts.findLast((at) => at <= n) ?? Number.NEGATIVE_INFINITY
      const t = (n - start) / BED_RATE
      return t < HISS_SECONDS ? Math.sin((Math.PI * t) / HISS_SECONDS) : 0
    }
    const s = noise.map((x, n) => gain * x * envelope(n))
    return [audio[0].map((x, n) => x + (s[n] ?? 0)), audio[1].map((x, n) => x + (s[n] ?? 0))]
  }
