import { MPEGDecoder } from 'mpg123-decoder'
import type { ByteSource } from '../../../core/byte-source'
import { fail } from '../../../core/outcome'
import { ascii, readView } from '../byte-view'
import { DecodedSink } from '../decoded-sink'
import { refuseLength, refuseShape } from '../limits'
import { ReadFailure } from '../read-failure'
import type { AudioReader } from '../services'
import { decodeStream } from '../stream-decoder'
import { freeFormatDecoder, isBeyondRates } from './free-format'
import { findMpegFrame, type MpegHeader } from './mpeg-header'
import { promisedFrames } from './xing-header'

const HEAD_BYTES = 8192
const ID3V1_BYTES = 128
const LAYERS = ['I', 'II', 'III'] as const

/** MPEG audio layers I to III; the LAME header's delay and padding are trimmed, to the sample. */
export const readMp3: AudioReader = async (source, services) => {
  const head = await readView(source, 0, HEAD_BYTES)
  const found = findMpegFrame(head)
  if (!found) return fail('header-truncated', 'MP3')
  const { header } = found
  if (header.isFree && isBeyondRates(header, head, found.at))
    return fail('format-unsupported', 'free-format MP3 beyond the highest bit rate')
  const { sampleRate, channelCount } = header
  const expectedFrames = promisedFrames(head, found.at, header)
  const refused =
    refuseShape(sampleRate, channelCount) ??
    (expectedFrames === null
      ? null
      : refuseLength(expectedFrames, sampleRate, channelCount, services))
  if (refused) return refused
  const sink = new DecodedSink(services, { sampleRate, channelCount })
  await decodeStream({
    codec: 'MP3',
    decoder: header.isFree
      ? freeFormatDecoder(new MPEGDecoder(), header, head, found.at)
      : new MPEGDecoder(),
    source,
    from: found.at,
    to: await audioEnd(source),
    services,
    take: (block) => {
      if (block.sampleRate !== sampleRate)
        throw new ReadFailure({ code: 'format-unsupported', detail: 'MP3 with two sample rates' })
      // The decoder gives two equal planes for mono: where they differ, the sound has become stereo.
      if (sink.store.channelCount === 1 && differ(block.channelData)) sink.widen()
      sink.append(block.channelData, block.samplesDecoded)
    },
  })
  const facts = { container: 'MP3', codec: codecName(header), bitDepth: null, tags: {} }
  return sink.finish(source, facts, expectedFrames)
}

const differ = ([left, right]: readonly Float32Array[]): boolean =>
  left !== undefined && right !== undefined && left.some((value, i) => value !== right[i])

const codecName = ({ version, layer }: MpegHeader): string =>
  `MPEG-${version} Layer ${LAYERS[layer - 1]}`

/** Without the ID3v1 tag that may close the file: it is no audio. */
const audioEnd = async (source: ByteSource): Promise<number> => {
  const at = source.sizeBytes - ID3V1_BYTES
  if (at < 0) return source.sizeBytes
  return ascii(await readView(source, at, 3), 0, 3) === 'TAG' ? at : source.sizeBytes
}
