import type { ByteSource } from '../../../core/byte-source'
import { type Outcome, ok } from '../../../core/outcome'
import type { DecodeRemark } from '../../../core/track-facts'
import { BYTES_PER_SAMPLE, type SampleLayout, Unpacker } from '../../../dsp/pack'
import { refuseLength, refuseShape } from '../limits'
import { appendTo } from '../read-failure'
import type { OpenedAudio, OpenServices } from '../services'

/** Where the samples lie in a file of plain PCM, and what they are. */
export interface PcmFile {
  readonly container: string
  readonly codec: string
  readonly bitDepth: number
  readonly sampleRate: number
  readonly layout: SampleLayout
  readonly dataOffset: number
  /** What the header claims; null when it claims nothing (streamed): then all that is there. */
  readonly declaredBytes: number | null
  readonly tags: Readonly<Record<string, string>>
}

const READ_BYTES = 2 ** 20
const SLICE_FRAMES = 16_384

/** Reads the samples of any PCM container into a new store, about 1 MiB at a time. */
export const readPcm = async (
  source: ByteSource,
  file: PcmFile,
  services: OpenServices,
): Promise<Outcome<OpenedAudio>> => {
  const { sampleRate, layout, dataOffset, declaredBytes } = file
  const { channelCount } = layout
  const refusedShape = refuseShape(sampleRate, channelCount)
  if (refusedShape) return refusedShape
  const bytesPerFrame = BYTES_PER_SAMPLE[layout.encoding] * channelCount
  const availableBytes = Math.max(0, source.sizeBytes - dataOffset)
  const declaredFrames = Math.floor((declaredBytes ?? availableBytes) / bytesPerFrame)
  const presentFrames = Math.min(declaredFrames, Math.floor(availableBytes / bytesPerFrame))
  const refusedLength = refuseLength(presentFrames, channelCount)
  if (refusedLength) return refusedLength

  const store = services.newStore(sampleRate, channelCount)
  const unpacker = new Unpacker(services.kernels, layout, SLICE_FRAMES)
  const framesPerRead = Math.floor(READ_BYTES / bytesPerFrame)
  try {
    while (store.lengthFrames < presentFrames) {
      const frames = Math.min(framesPerRead, presentFrames - store.lengthFrames)
      const offset = dataOffset + store.lengthFrames * bytesPerFrame
      const bytes = await source.read(offset, frames * bytesPerFrame)
      for (let at = 0; at + bytesPerFrame <= bytes.length; at += SLICE_FRAMES * bytesPerFrame) {
        const count = unpacker.unpack(bytes.subarray(at, at + SLICE_FRAMES * bytesPerFrame))
        appendTo(store, unpacker.block, count)
      }
      services.job.report(store.lengthFrames / presentFrames)
      if (bytes.length < bytesPerFrame) break
      await services.job.checkpoint()
    }
  } finally {
    unpacker.release()
  }

  const refusedResult = refuseLength(store.lengthFrames, channelCount)
  if (refusedResult) return refusedResult
  const remarks: DecodeRemark[] = []
  const missingFrames = declaredFrames - store.lengthFrames
  if (missingFrames > 0) remarks.push({ kind: 'truncated', missingFrames })
  if (unpacker.notFiniteCount > 0)
    remarks.push({ kind: 'not-finite', count: unpacker.notFiniteCount })
  const { container, codec, bitDepth, tags } = file
  const { name, sizeBytes } = source
  const { lengthFrames } = store
  const facts = { name, sizeBytes, container, codec, bitDepth, sampleRate, channelCount }
  return ok({ store, facts: { ...facts, lengthFrames, tags, remarks } })
}
