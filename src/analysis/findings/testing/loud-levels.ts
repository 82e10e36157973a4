import type { Audio } from '../../damage/testing/audio'
import { kWeights } from '../../k-weights'
import type { BandGrid } from '../../spectrum'
import { BED_RATE } from './bed-rate'
import { Float64Fft } from './float64-fft'

const SIZE = 8192
const BIN_HZ = BED_RATE / SIZE
/** Windows that are as loud as this beside the loudest count, or else the loudest twelve: as for the detectors. */
const LOUD_SHARE = 10 ** -0.6
const FEWEST_LOUD = 12

/** Both channels' power in each bin below half the rate, and all of it K-weighted. */
interface Window {
  readonly powers: Float64Array
  readonly weighted: number
}

/** Of two real signals that went through one transform as its real and imaginary part; nothing of their mean. */
const powersOf = (re: Float64Array, im: Float64Array): Float64Array => {
  const power = (bin: number): number => (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2
  return Float64Array.from({ length: SIZE / 2 }, (_, bin) =>
    bin === 0 ? 0 : power(bin) + power(SIZE - bin),
  )
}

const windowsOf = (audio: Audio): readonly Window[] => {
  const fft = new Float64Fft(SIZE)
  const hann = Float64Array.from({ length: SIZE }, (_, n) => Math.sin((Math.PI * n) / SIZE) ** 2)
  const weights = kWeights(SIZE, BED_RATE)
  return Array.from({ length: Math.floor(audio[0].length / SIZE) }, (_, index) => {
    const at = (channel: Float64Array) =>
      hann.map((weight, n) => weight * (channel[index * SIZE + n] ?? 0))
    const [re, im] = [at(audio[0]), at(audio[1])]
    fft.transform(re, im)
    const powers = powersOf(re, im)
    const weighted = powers.reduce((sum, x, bin) => sum + x * (weights[bin] ?? 0), 0)
    return { powers, weighted }
  })
}

/** Power per band of both channels, in each of the loud windows. */
export const loudLevels = (audio: Audio, { count, edgeHz }: BandGrid): readonly Float64Array[] => {
  const windows = windowsOf(audio).toSorted((a, b) => b.weighted - a.weighted)
  const least = LOUD_SHARE * (windows[0]?.weighted ?? 0)
  const bin = (hz: number): number => Math.min(SIZE / 2, Math.round(hz / BIN_HZ))
  return windows
    .filter(({ weighted }, k) => weighted > least || k < FEWEST_LOUD)
    .map(({ powers }) =>
      Float64Array.from({ length: count }, (_, band) =>
        powers
          .subarray(bin(edgeHz(band)), bin(edgeHz(band + 1)))
          .reduce((sum, power) => sum + power, 0),
      ),
    )
}

/** Band by band. */
export const meanOf = (levels: readonly Float64Array[]): Float64Array =>
  Float64Array.from(levels[0] ?? [], (_, band) =>
    levels.reduce((sum, one) => sum + (one[band] ?? 0) / levels.length, 0),
  )
