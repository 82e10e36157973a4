/** Frames that share one value. */
const BIN_FRAMES = 256

/** The smallest of the values given for stretches of audio, so many frames later, to within a bin of 256 frames. */
export class DelayedMinimum {
  private readonly delayFrames: number
  private readonly bins: Float32Array
  private position = 0

  /** `delayFrames`: 0 hands every value on as it is. */
  constructor(delayFrames: number) {
    this.delayFrames = delayFrames
    // The delay, a block on either side, and a bin that is only half in use at both ends.
    this.bins = new Float32Array(Math.ceil(delayFrames / BIN_FRAMES) + 36).fill(1)
  }

  /** Takes the value (≤ 1) of the next `frames` frames (1…4096); returns that of the frames `delayFrames` before them. */
  through(value: number, frames: number): number {
    const { bins, delayFrames, position } = this
    if (delayFrames === 0) return value
    const end = position + frames
    for (let bin = Math.floor(position / BIN_FRAMES); bin * BIN_FRAMES < end; bin++) {
      const at = bin % bins.length
      const isNew = bin * BIN_FRAMES >= position
      bins[at] = isNew ? value : Math.min(bins[at] as number, value)
    }
    this.position = end
    let smallest = 1
    const from = position - delayFrames
    for (let bin = Math.floor(from / BIN_FRAMES); bin * BIN_FRAMES < end - delayFrames; bin++)
      if (bin >= 0) smallest = Math.min(smallest, bins[bin % bins.length] as number)
    return smallest
  }

  /** As if new. */
  reset(): void {
    this.position = 0
    this.bins.fill(1)
  }
}
