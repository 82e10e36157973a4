import { highPass, lowPass } from '../../../dsp/filters/filter-design'
import { type Audio, gainOf, noiseOf } from '../../damage/testing/audio'
import { median } from '../rows'
import { BED_RATE } from './bed-rate'
import { type Change, filtered, peakOf } from './changes'
import { FRAME_SECONDS, type ShortFrame, shortFramesOf } from './short-levels'

/** Where `hissing` puts them, and how long each is. */
export const HISSES_SECONDS = [0.6, 0.95, 1.58, 2.1, 2.63, 3.08, 3.9, 4.33, 4.96] as const
export const HISS_SECONDS = 0.08

/** An s that never ends: 24 dB an octave to both sides, or a bright mix would have it in the voice's own band. */
const hiss = (frames: number): Float64Array =>
  [highPass(5500, 0.9, BED_RATE), lowPass(8500, 0.9, BED_RATE)]
    .flatMap((section) => [section, section])
    .reduce(filtered, noiseOf(5, frames))

/** Sharp s sounds of 80 ms, out of time; `gainAt`: of each. */
const withHisses = ([left, right]: Audio, gainAt: (startSeconds: number) => number): Audio => {
  const noise = hiss(left.length)
  const gains = HISSES_SECONDS.map((seconds) => [seconds * BED_RATE, gainAt(seconds)] as const)
  const s = noise.map((x, n) => {
    const [start, gain] = gains.findLast(([at]) => at <= n) ?? [Number.NEGATIVE_INFINITY, 0]
    const t = (n - start) / BED_RATE
    return t < HISS_SECONDS ? gain * x * Math.sin((Math.PI * t) / HISS_SECONDS) : 0
  })
  return [left.map((x, n) => x + (s[n] ?? 0)), right.map((x, n) => x + (s[n] ?? 0))]
}

/** As loud beside the bed's peak. */
export const hissing =
  (db: number): Change =>
  (audio) => {
    const gain = gainOf(db) * peakOf(audio)
    return withHisses(audio, () => gain)
  }

/** So far over what 5–9 kHz usually has beside 1–4 kHz: the same s is sharp over a dull mix, and lost in a bright one. */
export const hissingOver =
  (overDb: number): Change =>
  (audio) => {
    const frames = shortFramesOf(audio)
    const heard = frames.filter(({ voice }) => voice > 0)
    const noise = hiss(audio[0].length)
    const ratio = median(heard.map(({ voice, sibilant }) => sibilant / voice))
    const usual = median(heard.map(({ voice }) => voice))
    const ofOne = mean(shortFramesOf([noise, noise]), ({ sibilant }) => sibilant)
    return withHisses(audio, (seconds) => {
      const at = (second: number): number => Math.round(second / FRAME_SECONDS)
      const under = frames.slice(at(seconds), at(seconds + HISS_SECONDS))
      const voice = Math.max(
        usual,
        mean(under, (frame) => frame.voice),
      )
      return gainOf(overDb) * Math.sqrt((ratio * voice) / ofOne)
    })
  }

const mean = (frames: readonly ShortFrame[], of: (frame: ShortFrame) => number): number =>
  frames.reduce((sum, frame) => sum + of(frame), 0) / Math.max(1, frames.length)
