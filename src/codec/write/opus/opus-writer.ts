import { assert } from '../../../core/assert'
import {
  type AudioShape,
  type AudioWriter,
  CODEC_TIMEOUT_MS,
  NO_SAMPLES,
  type WriteServices,
} from '../audio-writer'
import { ByteBuilder } from '../byte-builder'
import { headerPages, lacingOf, MAX_SEGMENTS, oggPage } from '../ogg/ogg-page'
import { withPromisedLength } from '../promised-length'
import { VENDOR, vorbisComments } from '../vorbis-comments'
import { OPUS_FRAMES, OPUS_RATE_HZ, openOpusEncoder } from './libopus'

export interface OpusOptions extends AudioShape {
  readonly bitrateKbps: number
  /** `NAME=value` entries. */
  readonly comments?: readonly string[]
}

/** One second. */
const PACKETS_PER_PAGE = 50
const SERIAL = 1

/**
 * Opus in Ogg (RFC 7845) at 48 kHz: libopus' lookahead is the pre-skip and the last granule position ends at the
 * last frame, so players give exactly what came in.
 */
export const opusWriter = async (
  options: OpusOptions,
  { sink, timeout, loadEncoder }: WriteServices,
): Promise<AudioWriter> => {
  const {
    sampleRate,
    channelCount,
    lengthFrames,
    preRollFrames = 0,
    bitrateKbps,
    comments = [],
  } = options
  assert(sampleRate === OPUS_RATE_HZ, 'Opus: 48 kHz')
  const binary = await timeout(loadEncoder('opus'), CODEC_TIMEOUT_MS)
  const encoder = await timeout(
    openOpusEncoder(binary, channelCount, bitrateKbps * 1000),
    CODEC_TIMEOUT_MS,
  )
  const skip = encoder.lookaheadFrames + preRollFrames
  const endFrame = skip + lengthFrames
  const pages = new PacketPages((page) => sink.write(page))
  for (const page of headerPages([opusHead(channelCount, sampleRate, skip)], SERIAL, 0))
    sink.write(page)
  const tags = new ByteBuilder('little-endian').latin1('OpusTags')
  const tagPages = headerPages([tags.bytes(vorbisComments(VENDOR, comments)).done()], SERIAL, 1)
  for (const page of tagPages) sink.write(page)
  pages.sequence = 1 + tagPages.length

  let filled = 0
  const take = (block: readonly Float32Array[] | null, frames: number): void => {
    // Packets behind the end hold post-roll only.
    for (let i = 0; i < frames && pages.granule < endFrame; i++) {
      for (let channel = 0; channel < channelCount; channel++)
        encoder.input[filled * channelCount + channel] = block?.[channel]?.[i] ?? 0
      filled++
      if (filled < OPUS_FRAMES) continue
      filled = 0
      pages.add(encoder.encode(), OPUS_FRAMES)
    }
  }
  return withPromisedLength(options, {
    write: (block, frames) => {
      take(block, frames)
      return undefined
    },
    finish: async () => {
      while (pages.granule < endFrame) take(null, OPUS_FRAMES - filled)
      pages.end(endFrame)
      encoder.release()
      return NO_SAMPLES
    },
    release: () => encoder.release(),
  })
}

/** The identification header (RFC 7845, section 5.1); the output gain stays 0. */
const opusHead = (channelCount: number, sampleRate: number, skipFrames: number): Uint8Array =>
  new ByteBuilder('little-endian')
    .latin1('OpusHead')
    .u8(1, channelCount)
    .u16(skipFrames)
    .u32(sampleRate)
    .u16(0)
    .u8(0)
    .done()

/** Gathers packets into pages of about a second. */
class PacketPages {
  sequence = 0
  /** Frames of all packets so far. */
  granule = 0
  private readonly write: (page: Uint8Array) => void
  private packets: Uint8Array[] = []
  private lacing: number[] = []
  private pagedGranule = 0

  constructor(write: (page: Uint8Array) => void) {
    this.write = write
  }

  add(packet: Uint8Array, frames: number): void {
    const lacing = lacingOf(packet.length)
    if (
      this.packets.length === PACKETS_PER_PAGE ||
      this.lacing.length + lacing.length > MAX_SEGMENTS
    )
      this.flush(this.granule, false)
    this.packets.push(packet.slice())
    this.lacing.push(...lacing)
    this.granule += frames
  }

  /** The last page says where the audio ends, inside its last packet. */
  end(endFrame: number): void {
    this.flush(Math.max(endFrame, this.pagedGranule), true)
  }

  private flush(granule: number, last: boolean): void {
    const body = new ByteBuilder('little-endian').bytes(...this.packets).done()
    const { sequence, lacing } = this
    this.write(oggPage({ serial: SERIAL, sequence, granule, last, lacing, body }))
    this.sequence++
    this.pagedGranule = granule
    this.packets = []
    this.lacing = []
  }
}
