/** Hz: what a cutting lathe, a subwoofer and a club's system give in mono. */
export const LOW_BAND_HZ = 150

/** Quality factors of a Butterworth filter of the fourth order, section by section. */
const QUALITIES = [0.541196100146197, 1.3065629648763764] as const

/** A low-pass of the second order through the bilinear transform, direct form I. */
class Section {
  private readonly b: number
  private readonly a1: number
  private readonly a2: number
  private x1 = 0
  private x2 = 0
  private y1 = 0
  private y2 = 0

  constructor(sampleRate: number, q: number) {
    const k = Math.tan((Math.PI * LOW_BAND_HZ) / sampleRate)
    const scale = 1 + k / q + k * k
    this.b = (k * k) / scale
    this.a1 = (2 * (k * k - 1)) / scale
    this.a2 = (1 - k / q + k * k) / scale
  }

  /** Filters `from` into `into`, which may be the same. */
  process(from: ArrayLike<number>, into: Float64Array, frames: number): void {
    const { b, a1, a2 } = this
    let { x1, x2, y1, y2 } = this
    for (let i = 0; i < frames; i++) {
      const x = from[i] ?? 0
      const y = b * (x + 2 * x1 + x2) - a1 * y1 - a2 * y2
      x2 = x1
      x1 = x
      y2 = y1
      y1 = y
      into[i] = y
    }
    Object.assign(this, { x1, x2, y1, y2 })
  }
}

/** A Butterworth low-pass of the fourth order. */
class LowPass {
  private readonly first: Section
  private readonly second: Section
  private output = new Float64Array(0)

  constructor(sampleRate: number) {
    const [first, second] = QUALITIES
    this.first = new Section(sampleRate, first)
    this.second = new Section(sampleRate, second)
  }

  /** Valid until the next one. */
  process(plane: Float32Array, frames: number): Float64Array {
    if (this.output.length < frames) this.output = new Float64Array(frames)
    this.first.process(plane, this.output, frames)
    this.second.process(this.output, this.output, frames)
    return this.output
  }
}

/** How alike two channels are below LOW_BAND_HZ: `push` all of a signal, then read `correlation`. Counts nothing in mono. */
export class LowBand {
  private readonly filters: readonly LowPass[]
  private products = 0
  private left = 0
  private right = 0

  constructor(sampleRate: number, channelCount: number) {
    this.filters = Array.from({ length: channelCount === 2 ? 2 : 0 }, () => new LowPass(sampleRate))
  }

  push([left, right]: readonly Float32Array[], frames: number): void {
    const [first, second] = this.filters
    if (!left || !right || !first || !second) return
    const [lowLeft, lowRight] = [first.process(left, frames), second.process(right, frames)]
    let { products, left: leftSquares, right: rightSquares } = this
    for (let i = 0; i < frames; i++) {
      const l = lowLeft[i] ?? 0
      const r = lowRight[i] ?? 0
      products += l * r
      leftSquares += l * l
      rightSquares += r * r
    }
    this.products = products
    this.left = leftSquares
    this.right = rightSquares
  }

  /** −1 to 1; null in mono, and where a channel is silent. */
  correlation(): number | null {
    const { products, left, right } = this
    return left > 0 && right > 0 ? products / Math.sqrt(left * right) : null
  }
}
