import { bandSection, type DynamicBandParams } from './dynamic-band'

/** The dynamic band by the textbook: float64, both lanes, one set of parameters. */
export function dynamicBandOracle(
  lanes: readonly Float32Array[],
  params: DynamicBandParams,
  sampleRate: number,
): readonly Float64Array[] {
  const { b0, b1, b2, a1, a2 } = bandSection(params, sampleRate)
  const oneLess = (ms: number, rate: number) => 1 - Math.exp(-1000 / (ms * rate))
  const averaging = oneLess(Math.min(20, Math.max(1, 2000 / params.freqHz)), sampleRate)
  const [attack, release] = [params.attackMs, params.releaseMs].map((ms) =>
    oneLess(ms, sampleRate / 16),
  ) as [number, number]
  const history = lanes.map(() => [0, 0, 0, 0] as [number, number, number, number])
  const out = lanes.map((lane) => new Float64Array(lane.length))
  let [band, whole, change, gain, step] = [0, 0, 0, 0, 0]
  const dB = (power: number, floor: number) => 10 * Math.log10(power + floor)
  for (let n = 0; n < (lanes[0]?.length ?? 0); n++) {
    if (n % 16 === 0) {
      const over =
        dB(band, 1e-30) -
        (params.detector === 'relative' ? dB(whole, 1e-20) : 0) -
        params.thresholdDb
      const excess = over >= 3 ? over : over > -3 ? (over + 3) ** 2 / 12 : 0
      const target = Math.min(excess * (1 - 1 / params.ratio), Math.abs(params.rangeDb))
      change += (target > change ? attack : release) * (target - change)
      step = (10 ** ((Math.sign(params.rangeDb) * change) / 20) - 1 - gain) / 16
    }
    gain += step
    let [bandSum, wholeSum] = [0, 0]
    lanes.forEach((lane, c) => {
      const x = lane[n] ?? 0
      const h = history[c] as [number, number, number, number]
      const y = b0 * x + b1 * h[0] + b2 * h[1] - a1 * h[2] - a2 * h[3]
      history[c] = [x, h[0], y, h[2]]
      bandSum += y * y
      wholeSum += x * x
      ;(out[c] as Float64Array)[n] = x + gain * y
    })
    band += averaging * (bandSum / lanes.length - band)
    whole += averaging * (wholeSum / lanes.length - whole)
  }
  return out
}
