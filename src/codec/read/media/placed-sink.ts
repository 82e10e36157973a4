import type { FrameSink } from '../decoded-sink'
import type { Segment } from './segments'

/** Takes decoded media by its place in the track, and hands on what is to be heard of it. */
export class PlacedSink {
  /** The next frame that is missing, in frames of the media. */
  at: number
  private readonly sink: FrameSink
  private readonly pieces: readonly { readonly from: number; readonly to: number }[]

  constructor(sink: FrameSink, segments: readonly Segment[], sampleRate: number, at: number) {
    this.sink = sink
    this.at = at
    this.pieces = segments.map(({ fromS, toS }) => ({
      from: Math.round(fromS * sampleRate),
      to: Math.round(toS * sampleRate),
    }))
  }

  get promisedFrames(): number {
    return this.pieces.reduce((sum, { from, to }) => sum + to - from, 0)
  }

  append(planes: readonly Float32Array[], frames: number): void {
    for (const { from, to } of this.pieces) {
      const first = Math.max(from, this.at)
      const last = Math.min(to, this.at + frames)
      if (last <= first) continue
      const part = planes.map((plane) => plane.slice(first - this.at, last - this.at))
      this.sink.append(part, last - first)
    }
    this.at += frames
  }

  /** Silence up to a frame of the media, for what could not be decoded. */
  silenceUntil(end: number): void {
    for (const { from, to } of this.pieces)
      this.sink.silence(Math.min(to, end) - Math.max(from, this.at))
    this.at = Math.max(this.at, end)
  }
}
