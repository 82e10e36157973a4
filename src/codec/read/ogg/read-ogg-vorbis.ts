import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis'
import { fail } from '../../../core/outcome'
import { DecodedSink } from '../decoded-sink'
import { refuseShape } from '../limits'
import type { AudioReader } from '../services'
import { decodeStream } from '../stream-decoder'
import { parseVorbisComment } from '../tags/vorbis-comment'
import { readOggHead } from './ogg-head'

const IDENTIFICATION_BYTES = 30
/** 3 and "vorbis". */
const COMMENT_MAGIC_BYTES = 7

/** Vorbis in Ogg; its length is that of the last granule position, to the sample. */
export const readOggVorbis: AudioReader = async (source, services) => {
  const { identification, comments } = await readOggHead(source)
  if (identification.length < IDENTIFICATION_BYTES) return fail('header-truncated', 'Ogg Vorbis')
  const head = new DataView(identification.buffer)
  const channelCount = head.getUint8(11)
  const sampleRate = head.getUint32(12, true)
  const refused = refuseShape(sampleRate, channelCount)
  if (refused) return refused
  const sink = new DecodedSink(services, { sampleRate, channelCount })
  await decodeStream({
    codec: 'Vorbis',
    decoder: new OggVorbisDecoder(),
    source,
    from: 0,
    to: source.sizeBytes,
    services,
    take: ({ channelData, samplesDecoded }) => sink.append(channelData, samplesDecoded),
  })
  const tags = parseVorbisComment(comments.subarray(COMMENT_MAGIC_BYTES))
  return sink.finish(source, { container: 'Ogg', codec: 'Vorbis', bitDepth: null, tags }, null)
}
