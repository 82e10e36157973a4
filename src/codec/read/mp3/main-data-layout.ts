import { joinedBytes } from '../../../core/joined'
import { MPEG_HEADER_BYTES, type MpegHeader } from './mpeg-header'

interface WaitingFrame {
  readonly head: Uint8Array
  readonly side: Uint8Array
  /** Of its area for main data in the new stream. */
  readonly areaStart: number
  readonly areaBytes: number
}

/**
 * Lays the main data of Layer III frames out anew in frames of another length. The data of a frame begin up to 511 bytes
 * ahead of it, in the areas of those before (`main_data_begin`, ISO 11172-3, 2.4.2.7; 255 in 13818-3), so each is moved to
 * the earliest place that the new stream has for it: areas that grow always have one.
 */
export class MainDataLayout {
  private readonly sideBytes: number
  private readonly isLong: boolean
  private readonly mostBehind: number
  /** Main data of the old stream that the next frame may still refer to, and the frame in hand's own. */
  private old: Uint8Array = new Uint8Array()
  /** Whether the frame in hand has its data at the start of `old`. */
  private hasData = false
  /** The new stream's main data from `outStart` on, and the frames whose areas are not written yet. */
  private out: Uint8Array = new Uint8Array()
  private outStart = 0
  private readonly waiting: WaitingFrame[] = []
  private areasEnd = 0

  constructor({ version, channelCount }: MpegHeader) {
    const mono = channelCount === 1
    this.isLong = version === '1'
    this.sideBytes = this.isLong ? (mono ? 17 : 32) : mono ? 9 : 17
    this.mostBehind = this.isLong ? 511 : 255
  }

  /** A frame of the old stream, and how long it is to be in the new one; gives the new frames that are whole. */
  push(head: Uint8Array, body: Uint8Array, newFrameBytes: number): Uint8Array {
    const side = body.slice(0, this.sideBytes)
    const begin = this.isLong ? ((side[0] ?? 0) << 1) | ((side[1] ?? 0) >> 7) : (side[0] ?? 0)
    const start = Math.max(0, this.old.length - begin)
    this.place(start)
    const areaBytes = newFrameBytes - MPEG_HEADER_BYTES - this.sideBytes
    this.waiting.push({ head, side, areaStart: this.areasEnd, areaBytes })
    this.areasEnd += areaBytes
    const isWhole = begin <= this.old.length
    this.old = joinedBytes([this.old.subarray(start), body.subarray(this.sideBytes)])
    this.hasData = isWhole
    // A frame whose first data are lost is silent: it says that it has none.
    if (!isWhole) side.fill(0)
    return this.written(Math.max(this.outEnd, this.areasEnd - areaBytes - this.mostBehind))
  }

  /** What follows refers to nothing before. */
  breakOff(): void {
    this.place(this.old.length)
    this.old = new Uint8Array()
  }

  finish(): Uint8Array {
    this.place(this.old.length)
    return this.written(this.areasEnd)
  }

  private get outEnd(): number {
    return this.outStart + this.out.length
  }

  /** Moves the data of the frame in hand, which end at `end` of the old ones, into the new stream. */
  private place(end: number): void {
    const frame = this.waiting.at(-1)
    if (!this.hasData || !frame) return
    const data = this.old.slice(0, end)
    this.hasData = false
    const at = Math.max(this.outEnd, frame.areaStart - this.mostBehind)
    const begin = Math.max(0, frame.areaStart - at)
    if (this.isLong) {
      frame.side[0] = begin >> 1
      frame.side[1] = ((frame.side[1] ?? 0) & 0x7f) | ((begin & 1) << 7)
    } else frame.side[0] = begin
    this.out = joinedBytes([this.out, new Uint8Array(at - this.outEnd), data])
  }

  /** The frames whose areas end by `known`, where nothing more can come. */
  private written(known: number): Uint8Array {
    const frames: Uint8Array[] = []
    for (;;) {
      const frame = this.waiting[0]
      if (!frame || frame.areaStart + frame.areaBytes > known) return joinedBytes(frames)
      this.waiting.shift()
      const area = new Uint8Array(frame.areaBytes)
      area.set(this.out.subarray(0, frame.areaBytes))
      this.out = this.out.slice(frame.areaBytes)
      this.outStart += frame.areaBytes
      frames.push(frame.head, frame.side, area)
    }
  }
}
