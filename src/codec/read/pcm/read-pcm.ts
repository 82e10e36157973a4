import type { ByteSource } from '../../../core/byte-source'
import { type Outcome, ok } from '../../../core/outcome'
import type { PcmSink } from '../../../core/pcm-store'
import type { Tags } from '../../../core/tags'
import type { DecodeRemark } from '../../../core/track-facts'
import { BYTES_PER_SAMPLE, type SampleLayout, Unpacker } from '../../../dsp/pack'
import { foldFor, foldRemarks } from '../channels/fold'
import { ManyUnpacker } from '../channels/many-unpacker'
import { type Speakers, usualSpeakers } from '../channels/speakers'
import { refuseLength, refuseShape } from '../limits'
import { appendTo } from '../read-failure'
import type { OpenedAudio, OpenServices } from '../services'
import { type Companding, expander } from './companding'

/** Where the samples lie in a file of plain PCM, and what they are. */
export interface PcmFile {
  readonly container: string
  readonly codec: string
  /** Null where the samples are companded. */
  readonly bitDepth: number | null
  readonly sampleRate: number
  readonly layout: SampleLayout
  readonly dataOffset: number
  /** What the header claims; null when it claims nothing (streamed): then all that is there. */
  readonly declaredBytes: number | null
  /** Behind what the header counts: audio perhaps, that nobody will hear. */
  readonly bytesBehind?: number
  /** What the channels are, of more than two; the usual ones by default. */
  readonly speakers?: Speakers | undefined
  /** One byte a sample; `layout` then says how the expanded ones are read. */
  readonly companding?: Companding
  readonly tags: Tags
}

const READ_BYTES = 2 ** 20
/** Written at once: a write to the swap file costs 27 µs, whatever its size. */
const SLICE_FRAMES = 32_768
/** Less than this behind the samples is a tag or a scrap. */
const LEAST_BEHIND_S = 0.02

/** Reads the samples of any PCM container into a new store, about 1 MiB at a time. */
export const readPcm = async <Sink extends PcmSink>(
  source: ByteSource,
  file: PcmFile,
  services: OpenServices<Sink>,
): Promise<Outcome<OpenedAudio<Sink>>> => {
  const { sampleRate, layout, dataOffset, declaredBytes } = file
  const { channelCount } = layout
  const refusedShape = refuseShape(sampleRate, channelCount)
  if (refusedShape) return refusedShape
  const { bytesBehind = 0, companding } = file
  const expand = companding && expander(companding)
  const bytesPerFrame = (expand ? 1 : BYTES_PER_SAMPLE[layout.encoding]) * channelCount
  const availableBytes = Math.max(0, source.sizeBytes - dataOffset)
  const declaredFrames = Math.floor((declaredBytes ?? availableBytes) / bytesPerFrame)
  const presentFrames = Math.min(declaredFrames, Math.floor(availableBytes / bytesPerFrame))
  const refusedLength = refuseLength(presentFrames, sampleRate, channelCount, services)
  if (refusedLength) return refusedLength

  const fold = foldFor(file.speakers ?? usualSpeakers(channelCount), services.channels ?? null)
  const heardCount = Math.min(2, channelCount)
  const store = services.newStore(sampleRate, heardCount, presentFrames)
  const plain = expand ? { ...layout, bigEndian: false } : layout
  const unpacker = fold
    ? new ManyUnpacker(services.kernels, plain, SLICE_FRAMES)
    : new Unpacker(services.kernels, plain, SLICE_FRAMES)
  const framesPerRead = Math.floor(READ_BYTES / bytesPerFrame)
  let bytes: Uint8Array | undefined
  try {
    while (store.lengthFrames < presentFrames) {
      const frames = Math.min(framesPerRead, presentFrames - store.lengthFrames)
      const offset = dataOffset + store.lengthFrames * bytesPerFrame
      bytes = await source.read(offset, frames * bytesPerFrame, bytes)
      for (let at = 0; at + bytesPerFrame <= bytes.length; at += SLICE_FRAMES * bytesPerFrame) {
        const slice = bytes.subarray(at, at + SLICE_FRAMES * bytesPerFrame)
        const count = unpacker.unpack(expand ? expand(slice) : slice)
        appendTo(store, fold ? fold.apply(unpacker.block, count) : unpacker.block, count)
      }
      services.job.report(store.lengthFrames / presentFrames)
      if (bytes.length < bytesPerFrame) break
      await services.job.checkpoint()
    }
  } finally {
    unpacker.release()
  }

  const refusedResult = refuseLength(store.lengthFrames, sampleRate, channelCount, services)
  if (refusedResult) return refusedResult
  const remarks: DecodeRemark[] = [...foldRemarks(fold)]
  const missingFrames = declaredFrames - store.lengthFrames
  if (missingFrames > 0) remarks.push({ kind: 'truncated', missingFrames })
  const framesBehind = Math.floor(bytesBehind / bytesPerFrame)
  if (framesBehind > sampleRate * LEAST_BEHIND_S)
    remarks.push({ kind: 'left-out', frames: framesBehind, reason: 'not-counted' })
  if (unpacker.notFiniteCount > 0)
    remarks.push({ kind: 'not-finite', count: unpacker.notFiniteCount })
  const { container, codec, bitDepth, tags } = file
  const { name, sizeBytes } = source
  const shape = { sampleRate, channelCount: heardCount, lengthFrames: store.lengthFrames }
  const facts = { name, sizeBytes, container, codec, bitDepth, ...shape, tags, remarks }
  return ok({ store, facts })
}
