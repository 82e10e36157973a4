import type { CompressorParams } from './compressor'

/** The static curve of the reference's 3.3: output level for an input level, both in dB. */
export const staticCurveDb = (
  { thresholdDb, ratio, kneeDb }: Pick<CompressorParams, 'thresholdDb' | 'ratio' | 'kneeDb'>,
  levelDb: number,
): number => {
  const over = levelDb - thresholdDb
  if (2 * over < -kneeDb) return levelDb
  if (2 * Math.abs(over) <= kneeDb && kneeDb > 0)
    return levelDb + ((1 / ratio - 1) * (over + kneeDb / 2) ** 2) / (2 * kneeDb)
  return thresholdDb + over / ratio
}

/** The compressor in float64, every step as the reference writes it. */
export function compressedBy(
  input: readonly Float32Array[],
  params: CompressorParams,
  sampleRate: number,
): readonly Float64Array[] {
  const alpha = (timeMs: number) => Math.exp(-1000 / (timeMs * sampleRate))
  const sidechain = input.map((x) => highPassed(x, params.sidechainHighPassHz, sampleRate))
  const average = alpha(200)
  let crestPeak = 0
  let crestMean = 0
  let mean = 0
  let y1 = 0
  let reduction = 0
  let slow = 0
  const gains = Float64Array.from({ length: input[0]?.length ?? 0 }, (_, n) => {
    const powers = sidechain.map((x) => (x[n] ?? 0) ** 2)
    const power = params.link === 'max' ? Math.max(...powers) : powers.reduce((a, b) => a + b, 0)
    mean = alpha(10) * mean + (1 - alpha(10)) * power
    crestPeak = Math.max(power, average * crestPeak + (1 - average) * power)
    crestMean = average * crestMean + (1 - average) * power
    const crest = crestMean > 1e-30 ? crestPeak / crestMean : 1
    const times =
      params.ballistics === 'auto'
        ? { attackMs: 160 / crest, releaseMs: 2000 / crest - 160 / crest }
        : params.ballistics
    const attack = alpha(times.attackMs)
    const release = alpha(times.releaseMs)
    const levelDb = 10 * Math.log10(Math.max(1e-38, params.detector === 'peak' ? power : mean))
    const goal = levelDb - staticCurveDb(params, levelDb)
    if (params.smoothing === 'decoupled') {
      y1 = Math.max(goal, release * y1 + (1 - release) * goal)
      reduction = attack * reduction + (1 - attack) * y1
    } else {
      const a = goal > reduction ? attack : release
      reduction = a * reduction + (1 - a) * goal
    }
    if (params.slow) {
      const sustained = Math.min(goal, reduction)
      const a = alpha(sustained > slow ? params.slow.chargeMs : params.slow.releaseMs)
      slow = a * slow + (1 - a) * sustained
    }
    const wet = 10 ** ((params.makeupDb - Math.max(reduction, slow)) / 20)
    return 1 - params.mix + params.mix * wet
  })
  return input.map((x) => gains.map((gain, n) => gain * (x[n] ?? 0)))
}

/** Butterworth, second order, bilinear: direct form I. */
const highPassed = (
  x: Float32Array,
  freqHz: number | undefined,
  sampleRate: number,
): Float64Array => {
  const y = Float64Array.from(x)
  if (freqHz === undefined) return y
  const k = Math.tan((Math.PI * freqHz) / sampleRate)
  const a0 = 1 + Math.SQRT2 * k + k * k
  for (let n = 0; n < x.length; n++) {
    const second = (x[n] ?? 0) - 2 * (x[n - 1] ?? 0) + (x[n - 2] ?? 0)
    const back = 2 * (k * k - 1) * (y[n - 1] ?? 0) + (1 - Math.SQRT2 * k + k * k) * (y[n - 2] ?? 0)
    y[n] = (second - back) / a0
  }
  return y
}
