/** Taps on either side of a point, for looking everywhere and for reading a peak. */
const COARSE_HALF = 12
const FINE_HALF = 64
/** Points for each sample: a first look, and the grid on which a peak is read. */
const COARSE_POINTS = 4
const FINE_POINTS = 32
/** Kaiser's shapes: ripples 50 and 100 dB down, both flat to 0.44 of the sample rate. */
const COARSE_BETA = 4.55
const FINE_BETA = 10
/** The first look may read a peak 0.55 dB too low (cos(π/8) at 0.45 of the sample rate), and its short filter a little more. */
const WORTH_READING = 0.88
const CHUNK_FRAMES = 8192

const bessel = (x: number): number => {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-17; k++) {
    const root = x / (2 * k)
    term *= root * root
    sum += term
  }
  return sum
}

/** Weights of the samples −half + 1 … half around a point that lies `share` of a sample behind sample 0. */
const interpolator = (share: number, half: number, beta: number): Float64Array => {
  const middle = bessel(beta)
  return Float64Array.from({ length: 2 * half }, (_, tap) => {
    const t = share - (tap - half + 1)
    if (t === 0) return 1
    if (Math.abs(t) >= half) return 0
    const window = bessel(beta * Math.sqrt(1 - (t / half) * (t / half))) / middle
    return (Math.sin(Math.PI * t) / (Math.PI * t)) * window
  })
}

const table = (points: number, half: number, beta: number): readonly Float64Array[] =>
  Array.from({ length: points }, (_, point) => interpolator(point / points, half, beta))

const COARSE = table(COARSE_POINTS, COARSE_HALF, COARSE_BETA)
const FINE = table(FINE_POINTS, FINE_HALF, FINE_BETA)
/**
 * The weights lie in mirrors: those at half a sample in their own, those at a quarter in those at three quarters. So two samples,
 * as far before a point as behind it, are weighed by their sum and their difference: three products in place of six.
 */
const [, AT_QUARTER = new Float64Array(0), AT_HALF = new Float64Array(0)] = COARSE
const mirrored = (sign: 1 | -1): Float64Array =>
  AT_QUARTER.map((tap, k) => (tap + sign * (AT_QUARTER[2 * COARSE_HALF - 1 - k] ?? 0)) / 2)
const EVEN = mirrored(1)
const ODD = mirrored(-1)
/** No point of the first look is larger than this times the largest sample around it. */
const COARSE_NORM = Math.max(
  ...COARSE.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)),
)

/**
 * The highest levels between the samples of one channel, of each of its stretches: looked for at 4 points a sample, read
 * at 32 with 128 taps.
 */
export class PeakBetweenSamples {
  private readonly sampleRate: number
  private readonly stretchesPerSecond: number
  /** Linear, a stretch after the other. */
  private readonly peaks: number[] = []
  /** Of the stretch that is read. */
  private peak = 0
  private leftInStretch = 0
  private readonly held = new Float64Array(CHUNK_FRAMES + 2 * FINE_HALF)
  private filled = FINE_HALF
  /** Of the first look's points at one sample. */
  private readonly sizes = new Float64Array(COARSE_POINTS)
  /** The last two points of the first look. */
  private before = 0
  private last = 0

  constructor(sampleRate: number, stretchesPerSecond: number) {
    this.sampleRate = sampleRate
    this.stretchesPerSecond = stretchesPerSecond
    this.openStretch()
  }

  push(plane: Float32Array, frames: number): void {
    for (let at = 0; at < frames; ) {
      const room = Math.min(frames - at, this.held.length - this.filled)
      for (let i = 0; i < room; i++) this.held[this.filled + i] = plane[at + i] ?? 0
      this.filled += room
      at += room
      if (this.filled === this.held.length) this.scan()
    }
  }

  /** Linear peaks of all stretches, the last ones of the silence behind the end: values between samples need it. Once. */
  finish(): readonly number[] {
    this.push(new Float32Array(this.held.length), this.held.length - this.filled)
    this.push(new Float32Array(CHUNK_FRAMES), CHUNK_FRAMES)
    return [...this.peaks, this.peak]
  }

  private scan(): void {
    const { held } = this
    const end = held.length - FINE_HALF
    for (let n = FINE_HALF; n < end; ) {
      const until = Math.min(end, n + COARSE_HALF, n + this.leftInStretch)
      let largest = 0
      for (let i = n - COARSE_HALF; i < until + COARSE_HALF; i++) {
        const size = Math.abs(held[i] ?? 0)
        if (size > largest) largest = size
      }
      if (largest * COARSE_NORM <= this.peak * WORTH_READING) {
        this.before = 0
        this.last = 0
      } else this.look(n, until)
      this.leftInStretch -= until - n
      if (this.leftInStretch === 0) this.closeStretch()
      n = until
    }
    held.copyWithin(0, end - FINE_HALF)
    this.filled = 2 * FINE_HALF
  }

  private closeStretch(): void {
    this.peaks.push(this.peak)
    this.peak = 0
    this.openStretch()
  }

  private openStretch(): void {
    const startOf = (k: number): number =>
      Math.round((k * this.sampleRate) / this.stretchesPerSecond)
    this.leftInStretch = startOf(this.peaks.length + 1) - startOf(this.peaks.length)
  }

  private look(from: number, until: number): void {
    const { held, sizes } = this
    for (let n = from; n < until; n++) {
      let even = 0
      let odd = 0
      let half = 0
      for (let tap = 0, i = n - COARSE_HALF + 1, j = n + COARSE_HALF; i < j; tap++, i++, j--) {
        const x = held[i] ?? 0
        const y = held[j] ?? 0
        const both = x + y
        even += (EVEN[tap] ?? 0) * both
        half += (AT_HALF[tap] ?? 0) * both
        odd += (ODD[tap] ?? 0) * (x - y)
      }
      sizes[0] = Math.abs(held[n] ?? 0)
      sizes[1] = Math.abs(even + odd)
      sizes[2] = Math.abs(half)
      sizes[3] = Math.abs(even - odd)
      // Most samples are nowhere near the peak: then there is no crest to look at.
      const worth = this.peak * WORTH_READING
      if (Math.max(this.last, sizes[0], sizes[1], sizes[2]) > worth) this.readCrests(n)
      else {
        this.before = sizes[2]
        this.last = sizes[3]
      }
    }
  }

  /** Of the first look's points at sample `n`: where one is as large as its neighbours and may be the highest, the finer grid is read. */
  private readCrests(n: number): void {
    for (let point = 0; point < COARSE_POINTS; point++) {
      const size = this.sizes[point] ?? 0
      const { before, last } = this
      if (last >= before && last >= size && last > this.peak * WORTH_READING)
        this.read(n * COARSE_POINTS + point - 1, before, last, size)
      this.before = last
      this.last = size
    }
  }

  /**
   * Reads the finer grid around a point of the first look: where the parabola through it and its neighbours is highest, and
   * on either side. That place is a tenth of a step of the finer grid off at most.
   */
  private read(coarsePoint: number, before: number, size: number, after: number): void {
    const step = FINE_POINTS / COARSE_POINTS
    const bend = before - 2 * size + after
    const offset = bend < 0 ? (before - after) / (2 * bend) : 0
    const highest = Math.round((coarsePoint + offset) * step)
    for (let fine = highest - 1; fine <= highest + 1; fine++) {
      const n = Math.floor(fine / FINE_POINTS)
      const level = Math.abs(this.at(n, fine - n * FINE_POINTS))
      if (level > this.peak) this.peak = level
    }
  }

  /** Between samples `n` and `n` + 1, at `point` of FINE_POINTS. */
  private at(n: number, point: number): number {
    const { held } = this
    const weights = FINE[point]
    if (point === 0 || !weights) return held[n] ?? 0
    let sum = 0
    for (let tap = 0, i = n - FINE_HALF + 1; tap < 2 * FINE_HALF; tap++, i++)
      sum += (weights[tap] ?? 0) * (held[i] ?? 0)
    return sum
  }
}
