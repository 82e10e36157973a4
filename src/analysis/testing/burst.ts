export interface Burst {
  readonly kind: 'burst4x'
  readonly carrierRatioFs: number
  readonly carrierAmplitude: number
  readonly burstRatioFs: number
  readonly burstAmplitude: number
  readonly carrierPeriodsBefore: number
  readonly carrierPeriodsAfter: number
  readonly offset4x: number
  readonly fadeInSeconds: number
  readonly fadeOutSeconds: number
  readonly antiAlias: {
    readonly taps: number
    readonly cutoffRatioFs: number
    readonly beta: number
  }
}

/** Tech 3341 #20 to #23: a tone with one period of a louder one, made at 4 × fs, filtered, every fourth kept. */
export function burst(segment: Burst, sampleRate: number): Float64Array {
  const carrierStep = (2 * Math.PI * segment.carrierRatioFs) / 4
  const burstStep = (2 * Math.PI * segment.burstRatioFs) / 4
  const carrierPeriod = Math.round(4 / segment.carrierRatioFs)
  const before = segment.carrierPeriodsBefore * carrierPeriod
  const during = Math.round(4 / segment.burstRatioFs)
  const length = before + during + segment.carrierPeriodsAfter * carrierPeriod
  const wide = new Float64Array(length)
  for (let n = 0; n < length; n++) {
    const inBurst = n >= before && n < before + during
    wide[n] = inBurst
      ? segment.burstAmplitude * Math.sin(burstStep * (n - before))
      : segment.carrierAmplitude * Math.sin(carrierStep * (n < before ? n : n - before - during))
  }
  const fadeIn = Math.round(segment.fadeInSeconds * 4 * sampleRate)
  const fadeOut = Math.round(segment.fadeOutSeconds * 4 * sampleRate)
  for (let n = 0; n < fadeIn; n++) wide[n] = (wide[n] ?? 0) * ((n + 1) / fadeIn)
  for (let n = 0; n < fadeOut; n++)
    wide[length - 1 - n] = (wide[length - 1 - n] ?? 0) * ((n + 1) / fadeOut)
  return everyFourth(wide, antiAlias(segment.antiAlias), segment.offset4x)
}

/** Odd-length Kaiser-windowed sinc at 4 × fs, unit gain at DC. */
function antiAlias({ taps, cutoffRatioFs, beta }: Burst['antiAlias']): Float64Array {
  const middle = (taps - 1) / 2
  const rows = Float64Array.from({ length: taps }, (_, n) => {
    const angle = (Math.PI * (n - middle) * 2 * cutoffRatioFs) / 4
    const sinc = n === middle ? 1 : Math.sin(angle) / angle
    return sinc * besselI0(beta * Math.sqrt(1 - ((n - middle) / middle) ** 2))
  })
  const sum = rows.reduce((total, value) => total + value, 0)
  return rows.map((value) => value / sum)
}

function besselI0(x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; k < 60; k++) {
    term *= (x / 2 / k) ** 2
    sum += term
  }
  return sum
}

function everyFourth(wide: Float64Array, filter: Float64Array, offset: number): Float64Array {
  const middle = (filter.length - 1) / 2
  return Float64Array.from({ length: Math.ceil((wide.length - offset) / 4) }, (_, k) => {
    const centre = offset + 4 * k
    let sum = 0
    const from = Math.max(0, centre - middle)
    const to = Math.min(wide.length - 1, centre + middle)
    for (let n = from; n <= to; n++) sum += (wide[n] ?? 0) * (filter[n - centre + middle] ?? 0)
    return sum
  })
}
