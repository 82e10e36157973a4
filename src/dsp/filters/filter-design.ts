import { cos, exp, gainOfDb } from '../elementary'
import {
  HIGHEST_POLE,
  isRealisable,
  matchedPoles,
  type Poles,
  phi,
  polePower,
  polynomialOf,
  powerAt,
  powerThrough,
} from './matched'
import { type Biquad, IDENTITY, inverse, omega, scaled } from './section'

/**
 * Filters that follow their analogue prototypes up to 20 kHz. Frequencies in Hz, gains in dB, Q as
 * in the Audio EQ Cookbook. Coefficients are the same bits in every engine. Prototypes by name are
 * those of the cookbook; the fits stand in sources: equaliser, their points were chosen by measurement.
 */

const { PI } = Math

/** A fit meets its prototype at 0 Hz, at f0 (at most this share of Nyquist) and at the top. */
const MIDDLE_LIMIT = 0.6 * PI

/** 20 kHz where that lies between 0.8 and 0.9 of Nyquist, else the nearer of the two. */
const topOf = (sampleRate: number): number =>
  Math.min(0.9 * PI, Math.max(0.8 * PI, omega(20_000, sampleRate)))

/** |k2·s² + k1·s + k0|² at s = jx. */
const analoguePower = (k2: number, k1: number, k0: number, x: number): number =>
  (k0 - k2 * x * x) ** 2 + (k1 * x) ** 2

/** Given poles, the numerator whose |H|² is `wanted` at 0 Hz, near `w0` and near Nyquist. */
const fitZeros = (poles: Poles, w0: number, top: number, wanted: (w: number) => number): Biquad => {
  const power = polePower(poles)
  const needed = (w: number): number => wanted(w) * powerAt(power, w)
  const middle = Math.min(w0, MIDDLE_LIMIT)
  const [b0, b1, b2] = polynomialOf(
    powerThrough(needed(0), middle, needed(middle), top, needed(top)),
  )
  return { b0, b1, b2, ...poles }
}

/** Bell of `gainDb` (cookbook Q) and its exact inverse for a cut. Vicanek 2016, section 4.4. */
export const bell = (freqHz: number, gainDb: number, q: number, sampleRate: number): Biquad => {
  if (gainDb === 0) return IDENTITY
  if (gainDb < 0) return inverse(bell(freqHz, -gainDb, q, sampleRate))
  const amplitude = gainOfDb(gainDb / 2)
  const w0 = Math.min(omega(freqHz, sampleRate), HIGHEST_POLE * PI)
  const poles = matchedPoles(w0, q * amplitude)
  const power = polePower(poles)
  const [phi0, phi1] = phi(w0)
  const gain2 = amplitude ** 4
  const r1 = gain2 * powerAt(power, w0)
  const r2 = gain2 * (power.p1 - power.p0 + 4 * (phi0 - phi1) * power.p2)
  const p0 = power.p0
  const p2 = (r1 - r2 * phi1 - p0) / (4 * phi1 * phi1)
  const p1 = r2 + p0 - 4 * (phi0 - phi1) * p2
  const [b0, b1, b2] = polynomialOf({ p0, p1, p2 })
  return { b0, b1, b2, ...poles }
}

/** Resonant shelves stray from their prototypes (0.8 dB at Q 2, 18 dB): a shelf's Q ends here. */
export const SHELF_Q_MAX = 1

/** Low shelf and its exact inverse for a cut; Q at most {@link SHELF_Q_MAX}. */
export const lowShelf = (
  freqHz: number,
  gainDb: number,
  wantedQ: number,
  sampleRate: number,
): Biquad => {
  if (gainDb === 0) return IDENTITY
  if (gainDb < 0) return inverse(lowShelf(freqHz, -gainDb, wantedQ, sampleRate))
  const q = Math.min(wantedQ, SHELF_Q_MAX)
  const amplitude = gainOfDb(gainDb / 2)
  const root = Math.sqrt(amplitude)
  const w0 = omega(freqHz, sampleRate)
  return fitZeros(matchedPoles(w0 / root, q), w0, topOf(sampleRate), (w) => {
    const x = w / w0
    const numerator = analoguePower(1, root / q, amplitude, x)
    return (amplitude * amplitude * numerator) / analoguePower(amplitude, root / q, 1, x)
  })
}

/**
 * High shelf: the low shelf of the opposite gain, raised. (The prototypes are equal; designed
 * directly, a boost would put its poles beyond Nyquist.)
 */
export const highShelf = (freqHz: number, gainDb: number, q: number, sampleRate: number): Biquad =>
  gainDb === 0 ? IDENTITY : scaled(lowShelf(freqHz, -gainDb, q, sampleRate), gainOfDb(gainDb))

/**
 * Tilt about `freqHz`: +gainDb far above it, −gainDb far below, at most 6 dB per octave.
 * Prototype (g·s + 1)/(s + g).
 */
export const tilt = (freqHz: number, gainDb: number, sampleRate: number): Biquad => {
  if (gainDb === 0) return IDENTITY
  if (gainDb > 0) return inverse(tilt(freqHz, -gainDb, sampleRate))
  const gain = gainOfDb(-gainDb)
  const w0 = omega(freqHz, sampleRate)
  return fitZeros({ a1: -exp(-w0 / gain), a2: 0 }, w0, topOf(sampleRate), (w) => {
    const x = w / w0
    return analoguePower(0, 1, gain, x) / analoguePower(0, gain, 1, x)
  })
}

/** Second-order low-pass, −3.01 dB at `freqHz` for Q = 0.7071. */
export const lowPass = (freqHz: number, q: number, sampleRate: number): Biquad => {
  const w0 = omega(freqHz, sampleRate)
  return fitZeros(
    matchedPoles(w0, q),
    w0,
    topOf(sampleRate),
    (w) => 1 / analoguePower(1, 1 / q, 1, w / w0),
  )
}

/** Given zeros on the unit circle, the poles whose |D|² is `wanted` at 0 Hz, `middle` and the top. */
const fitPoles = (
  b1: number,
  wanted: readonly [atZero: number, middle: number, atMiddle: number, top: number, atTop: number],
): Biquad | undefined => {
  const power = powerThrough(...wanted)
  if (!isRealisable(power)) return undefined
  const [d0, d1, d2] = polynomialOf(power)
  return { b0: 1 / d0, b1: b1 / d0, b2: 1 / d0, a1: d1 / d0, a2: d2 / d0 }
}

/** Second-order high-pass with a double zero at 0 Hz: a constant leaves nothing behind. */
export const highPass = (freqHz: number, q: number, sampleRate: number): Biquad => {
  const w0 = omega(freqHz, sampleRate)
  const middle = Math.min(w0, MIDDLE_LIMIT)
  const top = topOf(sampleRate)
  const wanted = (w: number): number => {
    const [, phi1] = phi(w)
    const x = w / w0
    return (16 * phi1 * phi1 * analoguePower(1, 1 / q, 1, x)) / x ** 4
  }
  const fit = fitPoles(-2, [w0 ** 4, middle, wanted(middle), top, wanted(top)])
  return fit ?? impulseInvariantHighPass(w0, q)
}

/** Vicanek 2016, section 4.3: for resonances that the fit cannot follow near Nyquist. */
const impulseInvariantHighPass = (w0: number, q: number): Biquad => {
  const w = Math.min(w0, HIGHEST_POLE * PI)
  const poles = matchedPoles(w, q)
  const [, phi1] = phi(w)
  const gain = (q * Math.sqrt(powerAt(polePower(poles), w))) / (4 * phi1)
  return { b0: gain, b1: -2 * gain, b2: gain, ...poles }
}

/** Notch: nothing passes at `freqHz`; bandwidth freqHz/Q between the −3 dB points. */
export const notch = (freqHz: number, q: number, sampleRate: number): Biquad => {
  const w0 = Math.min(omega(freqHz, sampleRate), HIGHEST_POLE * PI)
  const cosine = cos(w0)
  const numerator = (w: number): number => 4 * (cos(w) - cosine) ** 2
  const [phi0, phi1] = phi(w0)
  /** The limit of |N|²/|H|² at w0, where both vanish. */
  const atCentre = 4 * phi0 * phi1 * (w0 / q) ** 2
  const top = topOf(sampleRate)
  const xTop = top / w0
  const atTop = (numerator(top) * analoguePower(1, 1 / q, 1, xTop)) / (1 - xTop * xTop) ** 2
  const fit = fitPoles(-2 * cosine, [numerator(0), w0, atCentre, top, atTop])
  if (fit) return fit
  const poles = matchedPoles(w0, q)
  const gain = (1 + poles.a1 + poles.a2) / (2 - 2 * cosine)
  return { b0: gain, b1: -2 * cosine * gain, b2: gain, ...poles }
}

/** Slopes of the cascades, dB per octave. */
export type Slope = 12 | 24 | 36 | 48

/** Butterworth low-pass, −3.01 dB at `freqHz`. */
export const butterworthLowPass = (
  freqHz: number,
  slope: Slope,
  sampleRate: number,
): readonly Biquad[] => butterworthQs(slope).map((q) => lowPass(freqHz, q, sampleRate))

/** Butterworth high-pass, −3.01 dB at `freqHz`. */
export const butterworthHighPass = (
  freqHz: number,
  slope: Slope,
  sampleRate: number,
): readonly Biquad[] => butterworthQs(slope).map((q) => highPass(freqHz, q, sampleRate))

/** Q of each second-order section of an even-order Butterworth filter, 6 dB per octave and order. */
const butterworthQs = (slope: Slope): readonly number[] => {
  const order = slope / 6
  return Array.from(
    { length: order / 2 },
    (_, k) => 1 / (2 * cos((PI * (2 * k + 1)) / (2 * order))),
  )
}
