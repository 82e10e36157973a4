import { createEncoder } from 'wasm-media-encoders'
import { assert } from '../../../core/assert'
import {
  type AudioShape,
  type AudioWriter,
  CODEC_TIMEOUT_MS,
  NO_SAMPLES,
  type WriteServices,
} from '../audio-writer'
import { ByteBuilder } from '../byte-builder'
import { headerPages, withChecksum } from '../ogg/ogg-page'
import { PageStream, packetsOf } from '../ogg/page-stream'
import { withPromisedLength } from '../promised-length'
import { ENCODER_BLOCK_FRAMES, SteadyBlocks } from '../steady-blocks'
import { fromUtf8 } from '../utf8'
import { vorbisComments } from '../vorbis-comments'
import { PageCutter } from './page-cutter'

export interface VorbisOptions extends AudioShape {
  /** −1 to 10; 5 is about 160, 9 about 320 kbit/s in stereo. */
  readonly quality: number
  /** `NAME=value` entries. */
  readonly comments?: readonly string[]
}

const SERIAL = 1
const SEQUENCE_OFFSET = 18
/** "\x03vorbis", then the vendor's length. */
const COMMENT_MAGIC_BYTES = 7

/**
 * Vorbis in Ogg (Xiph, Ogg Vorbis I): libvorbis' packets, its empty comment header replaced by ours. The last granule
 * position tells the length to the frame.
 */
export const vorbisWriter = async (
  options: VorbisOptions,
  { sink, timeout, loadEncoder }: WriteServices,
): Promise<AudioWriter> => {
  const {
    sampleRate,
    channelCount,
    lengthFrames,
    postRollFrames = 0,
    quality,
    comments = [],
  } = options
  const endsAt = postRollFrames > 0 ? lengthFrames : null
  assert(channelCount === 1 || channelCount === 2, 'Vorbis: 1 or 2 channels')
  const binary = await timeout(loadEncoder('vorbis'), CODEC_TIMEOUT_MS)
  const encoder = await timeout(createEncoder('audio/ogg', binary), CODEC_TIMEOUT_MS)
  encoder.configure({
    channels: channelCount,
    sampleRate,
    vbrQuality: quality,
    oggSerialNo: SERIAL,
  })
  const stream = new PageStream()
  const pages = new CommentedPages(comments, endsAt, (page) => sink.write(page))
  const take = (bytes: Uint8Array): void => {
    for (const page of stream.push(bytes)) pages.add(page)
  }
  const blocks = new SteadyBlocks(channelCount, ENCODER_BLOCK_FRAMES, (block) =>
    take(encoder.encode(block)),
  )
  return withPromisedLength(options, {
    write: (block, frames) => {
      blocks.push(block, frames)
      return undefined
    },
    finish: async () => {
      blocks.end()
      take(encoder.finalize())
      return NO_SAMPLES
    },
    // Its memory is the collector's.
    release: () => {},
  })
}

/** Passes pages on with a comment header of our own, numbered anew. */
class CommentedPages {
  private readonly comments: readonly string[]
  private readonly endsAt: number | null
  private readonly write: (page: Uint8Array) => void
  private cutter: PageCutter | null = null
  /** The three headers; null when they are out. */
  private headers: Uint8Array[] | null = []
  private open = false
  private sequence = 0

  /** `endsAt`: frames of the stream, null where it is the audio from its start to its end. */
  constructor(
    comments: readonly string[],
    endsAt: number | null,
    write: (page: Uint8Array) => void,
  ) {
    this.comments = comments
    this.endsAt = endsAt
    this.write = write
  }

  add(page: Uint8Array): void {
    if (this.headers) this.gather(page, this.headers)
    else {
      const kept = this.cutter ? this.cutter.take(page) : page
      if (kept) this.pass(kept)
    }
  }

  private gather(page: Uint8Array, headers: Uint8Array[]): void {
    const { packets, open } = packetsOf(page)
    for (const [index, packet] of packets.entries()) {
      const before = this.open && index === 0 ? headers.pop() : undefined
      headers.push(before ? new ByteBuilder('little-endian').bytes(before, packet).done() : packet)
    }
    this.open = open
    const [identification, comment, setup] = headers
    if (open || !identification || !comment || !setup) return
    this.headers = null
    if (this.endsAt !== null) this.cutter = new PageCutter(this.endsAt, identification)
    for (const head of headerPages([identification], SERIAL, 0)) this.pass(head)
    const packets2 = [commentHeader(comment, this.comments), setup]
    for (const head of headerPages(packets2, SERIAL, 1)) this.pass(head)
  }

  private pass(page: Uint8Array): void {
    new DataView(page.buffer, page.byteOffset).setUint32(SEQUENCE_OFFSET, this.sequence, true)
    this.sequence++
    this.write(withChecksum(page))
  }
}

/** The comment header with these comments, its vendor kept: it names the encoder. */
const commentHeader = (before: Uint8Array, comments: readonly string[]): Uint8Array => {
  const view = new DataView(before.buffer, before.byteOffset, before.length)
  const vendorAt = COMMENT_MAGIC_BYTES + 4
  const vendorEnd = vendorAt + view.getUint32(COMMENT_MAGIC_BYTES, true)
  const vendor = fromUtf8(before.subarray(vendorAt, vendorEnd))
  return new ByteBuilder('little-endian')
    .bytes(before.subarray(0, COMMENT_MAGIC_BYTES), vorbisComments(vendor, comments))
    .u8(1)
    .done()
}
