import { createEncoder } from 'wasm-media-encoders'
import { assert } from '../../../core/assert'
import { type MpegHeader, parseMpegHeader } from '../../read/mp3/mpeg-header'
import {
  type AudioShape,
  type AudioWriter,
  CODEC_TIMEOUT_MS,
  NO_SAMPLES,
  type WriteServices,
} from '../audio-writer'
import { withPromisedLength } from '../promised-length'
import { ENCODER_BLOCK_FRAMES, SteadyBlocks } from '../steady-blocks'
import { crc16, infoFrame, infoFrameSize } from './info-frame'

/** What LAME offers: constant bit rates (kbit/s), or variable with a quality, 0 the best. */
export type Mp3Quality =
  | { readonly kbps: 320 | 256 | 224 | 192 | 160 | 128 | 96 | 64 }
  | { readonly vbr: number }

export interface Mp3Options extends AudioShape {
  readonly quality: Mp3Quality
  /** A whole ID3v2 tag. */
  readonly id3?: Uint8Array | undefined
}

/** Frames that LAME puts before the audio. */
const DELAY_FRAMES = 576

/**
 * LAME makes constant bit rates quieter: 0.95 up to 160 kbit/s, 0.97 at 192, 0.98 at 224 (LAME 3.100, presets.c). What
 * it takes off is put on first, so that the file is as loud as the master.
 */
const lameScale = (quality: Mp3Quality): number => {
  if ('vbr' in quality || quality.kbps >= 256) return 1
  if (quality.kbps === 224) return 0.98
  return quality.kbps === 192 ? 0.97 : 0.95
}

/** MP3 by LAME with an Info frame of our own, which gives the exact length back. */
export const mp3Writer = async (
  options: Mp3Options,
  { sink, timeout, loadEncoder }: WriteServices,
): Promise<AudioWriter> => {
  const { sampleRate, channelCount, lengthFrames, preRollFrames = 0, quality, id3 } = options
  assert(channelCount === 1 || channelCount === 2, 'MP3: 1 or 2 channels')
  const binary = await timeout(loadEncoder('mp3'), CODEC_TIMEOUT_MS)
  const encoder = await timeout(createEncoder('audio/mpeg', binary), CODEC_TIMEOUT_MS)
  const mode = 'vbr' in quality ? { vbrQuality: quality.vbr } : { bitrate: quality.kbps }
  encoder.configure({ channels: channelCount, sampleRate, ...mode })
  if (id3) sink.write(id3)
  const tagAt = id3?.length ?? 0
  const gain = 1 / lameScale(quality)
  const constantKbps = 'vbr' in quality ? null : quality.kbps
  const frames = new FrameCount()
  const blocks = new SteadyBlocks(channelCount, ENCODER_BLOCK_FRAMES, (block) =>
    take(encoder.encode(block.map((plane) => scaled(plane, gain)))),
  )
  let begun = false
  const take = (bytes: Uint8Array): void => {
    if (bytes.length === 0) return
    frames.push(bytes)
    if (!begun) {
      assert(frames.first, 'MP3: no frame')
      begun = true
      sink.write(new Uint8Array(infoFrameSize(frames.first.header, constantKbps).bytes))
    }
    sink.write(bytes)
  }
  return withPromisedLength(options, {
    write: (block, count) => {
      blocks.push(block, count)
      return undefined
    },
    finish: async () => {
      blocks.end()
      take(encoder.finalize())
      const { first, frameCount, audioBytes, audioCrc } = frames
      assert(first, 'MP3: no frame')
      const total = frameCount * first.header.framesPerFrame
      const facts = { firstHeader: first.word, header: first.header, constantKbps, frameCount }
      const seekBytes = frames.seekBytes()
      const delayFrames = DELAY_FRAMES + preRollFrames
      const delays = { delayFrames, paddingFrames: total - delayFrames - lengthFrames }
      sink.overwrite(tagAt, infoFrame({ ...facts, audioBytes, seekBytes, audioCrc, ...delays }))
      return NO_SAMPLES
    },
    // Its memory is the collector's.
    release: () => {},
  })
}

const scaled = (plane: Float32Array, gain: number): Float32Array =>
  gain === 1 ? plane : plane.map((value) => value * gain)

/** Follows a stream of frames that comes in any pieces. */
class FrameCount {
  first: { readonly word: number; readonly header: MpegHeader } | null = null
  frameCount = 0
  audioBytes = 0
  audioCrc = 0
  private readonly starts: number[] = []
  private nextStart = 0
  private tail = new Uint8Array(0)

  push(bytes: Uint8Array): void {
    this.audioCrc = crc16(bytes, this.audioCrc)
    // A head may be cut by the end of a piece: three bytes are kept.
    const joined = new Uint8Array(this.tail.length + bytes.length)
    joined.set(this.tail)
    joined.set(bytes, this.tail.length)
    const base = this.audioBytes - this.tail.length
    this.audioBytes += bytes.length
    const view = new DataView(joined.buffer)
    while (this.nextStart + 4 <= this.audioBytes) {
      const at = this.nextStart - base
      const header = parseMpegHeader(view, at)
      assert(header, 'MP3: a frame begins where none is')
      this.first ??= { word: view.getUint32(at), header }
      this.starts.push(this.nextStart)
      this.frameCount++
      this.nextStart += header.frameBytes
    }
    this.tail = joined.slice(Math.max(0, joined.length - 3))
  }

  seekBytes(): number[] {
    return Array.from(
      { length: 100 },
      (_, hundredth) => this.starts[Math.floor((hundredth * this.frameCount) / 100)] ?? 0,
    )
  }
}
