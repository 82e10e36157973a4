/** What the samples of one channel are. */
export interface ChannelFacts {
  readonly samplePeakDbfs: number
  /** Root mean square, dB under full scale; −Infinity when silent. */
  readonly rmsDbfs: number
  /** Mean, % of full scale. */
  readonly dcPercent: number
  /** Runs of two samples and more at or beyond full scale. */
  readonly fullScaleRuns: number
}

/** What the samples of a signal are, by plain counting. */
export interface SampleFacts {
  readonly channels: readonly ChannelFacts[]
  /** Frames of digital silence before the first sound and behind the last; all of them when silent. */
  readonly silentHeadFrames: number
  readonly silentTailFrames: number
  /** −1 to 1; null in mono, and where a channel is silent. */
  readonly correlation: number | null
  /** Power of (L + R) ⁄ 2 against the mean of both, dB; null in mono and when silent. */
  readonly monoLossDb: number | null
  /** Bits that the samples use, as integers of up to 24; null where they are finer, and when silent. */
  readonly usedBits: number | null
}

const MOST_BITS = 24
/** The largest value that 16 bits hold: what a converter at its end reads. */
const FULL_SCALE = 32_767 / 32_768

/** Counts samples block by block: `push` all of them, then read `facts`. */
export class SampleCounter {
  private readonly channelCount: number
  private readonly largest: number[]
  private readonly sums: number[]
  private readonly squares: number[]
  private readonly runs: number[]
  private readonly running: number[]
  private products = 0
  private at = 0
  private first = -1
  private last = -1
  private bits = 0

  constructor(channelCount: number) {
    this.channelCount = channelCount
    const zeros = (): number[] => new Array<number>(channelCount).fill(0)
    this.largest = zeros()
    this.sums = zeros()
    this.squares = zeros()
    this.runs = zeros()
    this.running = zeros()
  }

  push(block: readonly Float32Array[], frames: number): void {
    for (const [channel, plane] of block.entries()) this.count(channel, plane, frames)
    const [left, right] = block
    let { products } = this
    if (left && right) for (let i = 0; i < frames; i++) products += (left[i] ?? 0) * (right[i] ?? 0)
    this.products = products
    this.at += frames
  }

  facts(): SampleFacts {
    const { largest, sums, squares, runs, products, at, first, last, bits } = this
    const [left = 0, right = 0] = squares
    const isStereo = this.channelCount === 2
    const both = left + right
    return {
      channels: largest.map((peak, channel) => ({
        samplePeakDbfs: 20 * Math.log10(peak),
        rmsDbfs: 10 * Math.log10((squares[channel] ?? 0) / Math.max(1, at)),
        dcPercent: (100 * (sums[channel] ?? 0)) / Math.max(1, at),
        fullScaleRuns: runs[channel] ?? 0,
      })),
      silentHeadFrames: first < 0 ? at : first,
      silentTailFrames: last < 0 ? at : at - 1 - last,
      correlation: isStereo && left > 0 && right > 0 ? products / Math.sqrt(left * right) : null,
      monoLossDb: isStereo && both > 0 ? 10 * Math.log10((both + 2 * products) / 2 / both) : null,
      usedBits: first < 0 || bits > MOST_BITS ? null : bits,
    }
  }

  private count(channel: number, plane: Float32Array, frames: number): void {
    let largest = this.largest[channel] ?? 0
    let sum = this.sums[channel] ?? 0
    let squares = this.squares[channel] ?? 0
    let running = this.running[channel] ?? 0
    let { bits } = this
    let scale = 2 ** (bits - 1)
    for (let i = 0; i < frames; i++) {
      const x = plane[i] ?? 0
      const size = Math.abs(x)
      running = size >= FULL_SCALE ? running + 1 : 0
      if (running === 2) this.runs[channel] = (this.runs[channel] ?? 0) + 1
      if (size === 0) continue
      if (this.first < 0 || this.at + i < this.first) this.first = this.at + i
      if (this.at + i > this.last) this.last = this.at + i
      if (size > largest) largest = size
      sum += x
      squares += x * x
      // Scaling by a power of two is exact.
      while (bits <= MOST_BITS && !Number.isInteger(x * scale)) {
        bits++
        scale *= 2
      }
    }
    this.bits = bits
    this.largest[channel] = largest
    this.sums[channel] = sum
    this.squares[channel] = squares
    this.running[channel] = running
  }
}
