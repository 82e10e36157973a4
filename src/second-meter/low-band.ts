/** Hz: what a cutting lathe, a subwoofer and a club's system give in mono. */
export const LOW_BAND_HZ = 150

/** Quality factors of a Butterworth filter of the fourth order, section by section. */
const QUALITIES = [0.541196100146197, 1.3065629648763764] as const

/** A low-pass of the second order through the bilinear transform, direct form I. */
const section = (sampleRate: number, q: number): ((x: number) => number) => {
  const k = Math.tan((Math.PI * LOW_BAND_HZ) / sampleRate)
  const scale = 1 + k / q + k * k
  const b = (k * k) / scale
  const a1 = (2 * (k * k - 1)) / scale
  const a2 = (1 - k / q + k * k) / scale
  let x1 = 0
  let x2 = 0
  let y1 = 0
  let y2 = 0
  return (x) => {
    const y = b * (x + 2 * x1 + x2) - a1 * y1 - a2 * y2
    x2 = x1
    x1 = x
    y2 = y1
    y1 = y
    return y
  }
}

/** A Butterworth low-pass of the fourth order. */
const lowPass = (sampleRate: number): ((x: number) => number) => {
  const [first, second] = QUALITIES.map((q) => section(sampleRate, q))
  if (!first || !second) throw new Error('two sections')
  return (x) => second(first(x))
}

/** How alike two channels are below LOW_BAND_HZ: `push` all of a signal, then read `correlation`. Counts nothing in mono. */
export class LowBand {
  private readonly filters: readonly ((x: number) => number)[]
  private products = 0
  private left = 0
  private right = 0

  constructor(sampleRate: number, channelCount: number) {
    this.filters = Array.from({ length: channelCount === 2 ? 2 : 0 }, () => lowPass(sampleRate))
  }

  push([left, right]: readonly Float32Array[], frames: number): void {
    const [first, second] = this.filters
    if (!left || !right || !first || !second) return
    let { products, left: leftSquares, right: rightSquares } = this
    for (let i = 0; i < frames; i++) {
      const l = first(left[i] ?? 0)
      const r = second(right[i] ?? 0)
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
