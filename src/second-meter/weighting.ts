/** Second-order sections of the K filter, direct form: numerator b0…b2, denominator 1, a1, a2. */
interface Section {
  readonly b: readonly [number, number, number]
  readonly a: readonly [number, number]
}

/** Hz, of the tables. Their high-pass has a numerator of 1, −2, 1: a pass band of +0.04 dB, which the offset of −0.691 counts with. */
const TABLE_RATE = 48_000

/**
 * The shelf and the high-pass of ITU-R BS.1770-5, Annex 1, at any sample rate (Hz): the analogue filters behind the
 * tables for 48 kHz, through the bilinear transform.
 */
const sections = (sampleRate: number): readonly Section[] => {
  const shelf = { freqHz: 1681.974450955533, q: 0.7071752369554196, gainDb: 3.999843853973347 }
  const high = { freqHz: 38.13547087602444, q: 0.5003270373238773 }
  const k = Math.tan((Math.PI * shelf.freqHz) / sampleRate)
  const top = 10 ** (shelf.gainDb / 20)
  const band = top ** 0.4996667741545416
  const scale = 1 + k / shelf.q + k * k
  const h = Math.tan((Math.PI * high.freqHz) / sampleRate)
  const highScale = highPassScale(h, high.q)
  const level = highPassScale(Math.tan((Math.PI * high.freqHz) / TABLE_RATE), high.q) / highScale
  return [
    {
      b: [
        (top + (band * k) / shelf.q + k * k) / scale,
        (2 * (k * k - top)) / scale,
        (top - (band * k) / shelf.q + k * k) / scale,
      ],
      a: [(2 * (k * k - 1)) / scale, (1 - k / shelf.q + k * k) / scale],
    },
    {
      b: [level, -2 * level, level],
      a: [(2 * (h * h - 1)) / highScale, (1 - h / high.q + h * h) / highScale],
    },
  ]
}

const highPassScale = (k: number, q: number): number => 1 + k / q + k * k

/** K-weights one channel, stretch after stretch. */
export class KFilter {
  private readonly shelf: Section
  private readonly high: Section
  private x1 = 0
  private x2 = 0
  private y1 = 0
  private y2 = 0
  private z1 = 0
  private z2 = 0

  constructor(sampleRate: number) {
    const [shelf, high] = sections(sampleRate)
    if (!shelf || !high) throw new Error('two sections')
    this.shelf = shelf
    this.high = high
  }

  /** `energy` and the weighted squares of the frames from `from` to `until`. Its memory is in locals: a sample costs no store. */
  addEnergy(plane: Float32Array, from: number, until: number, energy: number): number {
    const [b0, b1, b2] = this.shelf.b
    const [a1, a2] = this.shelf.a
    const [c1, c2] = this.high.a
    const [level] = this.high.b
    let { x1, x2, y1, y2, z1, z2 } = this
    let sum = energy
    for (let i = from; i < until; i++) {
      const x = plane[i] ?? 0
      const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
      const z = level * (y - 2 * y1 + y2) - c1 * z1 - c2 * z2
      x2 = x1
      x1 = x
      y2 = y1
      y1 = y
      z2 = z1
      z1 = z
      sum += z * z
    }
    Object.assign(this, { x1, x2, y1, y2, z1, z2 })
    return sum
  }
}
