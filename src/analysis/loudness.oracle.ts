import { kWeighting } from '../dsp/filters/k-weighting'
import { directForm } from '../dsp/testing/direct-form'

/** Loudness straight from the text of BS.1770-5 and Tech 3342, in float64, on whole arrays. */
export interface LoudnessOracle {
  readonly integratedLufs: number
  readonly maximumMomentaryLufs: number
  readonly maximumShortTermLufs: number
  readonly loudnessRangeLu: number
}

/** `channels` all weigh 1; at least 3 s long. Windows for the maxima end at every 10 ms. */
export function loudnessOracle(
  channels: readonly Float32Array[],
  sampleRate: number,
): LoudnessOracle {
  const padding = Math.round(1.5 * sampleRate)
  const length = channels[0]?.length ?? 0
  const energy = cumulativeEnergy(channels, length + padding, sampleRate)
  const power = (end: number, frames: number): number =>
    ((energy[end] ?? 0) - (energy[end - frames] ?? 0)) / frames
  const ends = (hopSeconds: number, frames: number, until: number): number[] => {
    const all: number[] = []
    for (let k = 0; Math.round(k * hopSeconds * sampleRate) <= until; k++) {
      const end = Math.round(k * hopSeconds * sampleRate)
      if (end >= frames) all.push(power(end, frames))
    }
    return all
  }
  const short = Math.round(0.4 * sampleRate)
  const long = 3 * sampleRate
  return {
    integratedLufs: gated(ends(0.1, short, length)),
    maximumMomentaryLufs: lufs(Math.max(...ends(0.01, short, length))),
    maximumShortTermLufs: lufs(Math.max(...ends(0.01, long, length))),
    loudnessRangeLu: range(ends(0.1, long, length + padding)),
  }
}

const lufs = (power: number): number => -0.691 + 10 * Math.log10(power)
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

function gated(powers: readonly number[]): number {
  const first = powers.filter((power) => lufs(power) > -70)
  const gate = lufs(mean(first)) - 10
  return lufs(mean(first.filter((power) => lufs(power) > gate)))
}

function range(powers: readonly number[]): number {
  const first = powers.filter((power) => lufs(power) >= -70)
  const gate = lufs(mean(first)) - 20
  const levels = first
    .map(lufs)
    .filter((level) => level >= gate)
    .sort((a, b) => a - b)
  const percentile = (p: number): number =>
    levels[Math.round(((levels.length - 1) * p) / 100 + 1) - 1] ?? 0
  return percentile(95) - percentile(10)
}

/** Σ of squares of all K-weighted channels before each frame. */
function cumulativeEnergy(
  channels: readonly Float32Array[],
  frames: number,
  sampleRate: number,
): Float64Array {
  const { shelf, highPass } = kWeighting(sampleRate)
  const energy = new Float64Array(frames + 1)
  for (const channel of channels) {
    const weighted = directForm(directForm(channel, frames, shelf), frames, highPass)
    let sum = 0
    weighted.forEach((value, n) => {
      sum += value * value
      energy[n + 1] = (energy[n + 1] ?? 0) + sum
    })
  }
  return energy
}
