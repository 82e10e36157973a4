import {
  ADTS,
  CustomSource,
  Input,
  type InputAudioTrack,
  MATROSKA,
  MP4,
  OGG,
  QTFF,
  WEBM,
} from 'mediabunny'
import type { ByteSource } from '../../../core/byte-source'
import { fail, type Outcome } from '../../../core/outcome'
import type { PcmSink } from '../../../core/pcm-store'
import { refuseLength, refuseShape } from '../limits'
import { awaitCodec } from '../read-failure'
import type { AudioReader, OpenedAudio, OpenServices } from '../services'
import type { CollectedTags } from '../tags/collector'
import { decodeOpus } from './decode-opus'
import { decodeWithHost, hostCanDecode } from './decode-with-host'

/**
 * Audio in MP4, Matroska, WebM, Ogg Opus and ADTS: the container read by a library; Opus decoded here,
 * AAC and what else the host can by its WebCodecs, which only secure pages have.
 */
export const readMedia: AudioReader = async (source, services) => {
  const input = new Input({
    formats: [MP4, QTFF, MATROSKA, WEBM, OGG, ADTS],
    source: new CustomSource({
      getSize: () => source.sizeBytes,
      read: (start, end) => source.read(start, end - start),
    }),
  })
  try {
    return await readTrack(input, source, services)
  } finally {
    input.dispose()
  }
}

const readTrack = async <Sink extends PcmSink>(
  input: Input,
  source: ByteSource,
  services: OpenServices<Sink>,
): Promise<Outcome<OpenedAudio<Sink>>> => {
  let container = 'container'
  const demuxed = <T>(promise: Promise<T>) => awaitCodec(container, promise, services.timeout)
  container = (await demuxed(input.getFormat())).name
  const track = await demuxed(input.getPrimaryAudioTrack())
  if (!track) {
    // The list of tracks may stand at the end of the file, and be what was cut off.
    const tracks = await demuxed(input.getTracks())
    return tracks.length === 0 ? fail('header-truncated', container) : fail('no-audio')
  }
  const codec = await demuxed(track.getCodec())
  if (!codec) return fail('format-unsupported', await codedName(track))
  const sampleRate = await demuxed(track.getSampleRate())
  const channelCount = await demuxed(track.getNumberOfChannels())
  const seconds = await demuxed(track.computeDuration())
  const frames = Math.round(seconds * sampleRate)
  const refused = refuseShape(sampleRate, channelCount) ?? refuseLength(frames, channelCount)
  if (refused) return refused
  // Matroska counts in milliseconds: its duration would cut real samples.
  const lengthFrames = container === 'Matroska' || container === 'WebM' ? null : frames
  const tags = textTags(await demuxed(input.getMetadataTags()))
  const media = { track, container, sampleRate, channelCount, lengthFrames, tags }
  if (codec === 'opus') return decodeOpus(media, source, services)
  const name = CODEC_NAMES[codec] ?? codec
  if (!(await demuxed(hostCanDecode(track)))) return fail('codec-missing', name)
  return decodeWithHost(media, name, source, services)
}

const CODEC_NAMES: Readonly<Record<string, string>> = {
  aac: 'AAC',
  mp3: 'MP3',
  vorbis: 'Vorbis',
  flac: 'FLAC',
  ac3: 'AC-3',
  eac3: 'E-AC-3',
}

/** The name of a codec that the demuxer does not know, by its four letters in MP4. */
const codedName = async (track: InputAudioTrack): Promise<string> => {
  const id = await track.getInternalCodecId()
  return id === 'alac' ? 'ALAC' : String(id ?? 'unknown codec')
}

const TAGS = ['title', 'artist', 'album', 'genre'] as const

const textTags = (found: Partial<Record<string, unknown>>): CollectedTags => {
  const tags: CollectedTags = {}
  for (const name of TAGS) {
    const value = found[name]
    if (typeof value === 'string' && value) tags[name] = value
  }
  return tags
}
