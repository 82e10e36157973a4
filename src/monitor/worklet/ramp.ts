/** A gain that moves to its target in a straight line over a fixed number of frames, and lands exactly. */
export class Ramp {
  private readonly lengthFrames: number
  private from: number
  private to: number
  private done: number

  constructor(value: number, lengthFrames: number) {
    this.lengthFrames = lengthFrames
    this.from = value
    this.to = value
    this.done = lengthFrames
  }

  get target(): number {
    return this.to
  }

  /** Frames until the target is reached. */
  get framesLeft(): number {
    return this.lengthFrames - this.done
  }

  get value(): number {
    return this.at(this.done)
  }

  moveTo(target: number): void {
    if (target === this.to) return
    this.from = this.value
    this.to = target
    this.done = 0
  }

  jumpTo(target: number): void {
    this.from = target
    this.to = target
    this.done = this.lengthFrames
  }

  /** The gain of the frame `ahead` frames from now. */
  peek(ahead: number): number {
    return this.at(this.done + ahead)
  }

  advance(frames: number): void {
    this.done = Math.min(this.lengthFrames, this.done + frames)
  }

  private at(done: number): number {
    if (done >= this.lengthFrames) return this.to
    return this.from + ((this.to - this.from) * done) / this.lengthFrames
  }
}
