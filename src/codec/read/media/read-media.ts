import { ADTS, Input, type InputAudioTrack, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny'
import type { ByteSource } from '../../../core/byte-source'
import { fail, type Outcome } from '../../../core/outcome'
import type { PcmSink } from '../../../core/pcm-store'
import type { DecodeRemark } from '../../../core/track-facts'
import { refuseLength, refuseShape } from '../limits'
import { alacPackets } from '../packets/alac-packets'
import { awaitCodec } from '../read-failure'
import type { AudioReader, OpenedAudio, OpenServices } from '../services'
import { mediaTags } from '../tags/media-tags'
import { AnyMp4 } from './any-mp4'
import { decodePackets } from './decode-packets'
import { decodeWithHost, hostCanDecode } from './decode-with-host'
import { FiniteSource } from './finite-source'
import { withBoundRuns } from './fragment-runs'
import { type MatroskaFacts, readMatroskaFacts, withoutCut } from './matroska-facts'
import type { MediaTrack } from './media-track'
import { mendedAdts } from './mend-adts'
import { readMovie } from './mp4-boxes'
import { type Mp4Facts, mp4FactsOf } from './mp4-facts'
import { ownDecoder } from './own-decoder'
import { withBoundTables } from './sample-tables'
import { cutRemark, matroskaTiming, mp4Timing, withDecoderDelay } from './timing'

/** What the containers say that the demuxer does not. */
interface OwnWords {
  readonly mp4: Mp4Facts | null
  readonly matroska: MatroskaFacts | null
}

/** Sound in MP4 and QuickTime: cut as its edit list says. */
export const readMp4: AudioReader = async (source, services) => {
  const movie = await readMovie(source)
  const bound = movie ? await withBoundRuns(withBoundTables(source, movie), movie) : source
  const mp4 = movie && mp4FactsOf(movie)
  return demux(bound, source.sizeBytes, { mp4, matroska: null }, services)
}

/** Sound in Matroska and WebM: its delay and padding taken off; up to the last whole block of a file cut short. */
export const readMatroska: AudioReader = async (source, services) => {
  const matroska = await readMatroskaFacts(source)
  const whole = matroska.cut ? withoutCut(source, matroska.cut) : source
  return demux(whole, source.sizeBytes, { mp4: null, matroska }, services)
}

/** AAC in ADTS, also behind damage. */
export const readAdts: AudioReader = async (source, services) => {
  const mended = await mendedAdts(source, services.job)
  return demux(mended, source.sizeBytes, { mp4: null, matroska: null }, services)
}

const demux = async <Sink extends PcmSink>(
  source: ByteSource,
  sizeBytes: number,
  words: OwnWords,
  services: OpenServices<Sink>,
): Promise<Outcome<OpenedAudio<Sink>>> => {
  const input = new Input({
    formats: words.mp4?.hasFileType === false ? [new AnyMp4()] : [MP4, QTFF, MATROSKA, WEBM, ADTS],
    source: new FiniteSource({
      getSize: () => source.sizeBytes,
      read: (start, end) => source.read(start, end - start),
    }),
  })
  try {
    return await readTrack(input, { ...source, sizeBytes }, words, services)
  } finally {
    input.dispose()
  }
}

const readTrack = async <Sink extends PcmSink>(
  input: Input,
  source: ByteSource,
  words: OwnWords,
  services: OpenServices<Sink>,
): Promise<Outcome<OpenedAudio<Sink>>> => {
  let container = 'container'
  const demuxed = <T>(promise: Promise<T>) => awaitCodec(container, promise, services.timeout)
  container = (await demuxed(input.getFormat())).name
  const tracks = await demuxed(input.getAudioTracks())
  const [track] = tracks
  if (!track) {
    // The list of tracks may stand at the end of the file, and be what was cut off.
    const all = await demuxed(input.getTracks())
    return all.length === 0 ? fail('header-truncated', container) : fail('no-audio')
  }
  const codec = await demuxed(track.getCodec())
  const cookie = words.mp4?.alacCookie
  if (!codec && !cookie) return fail('format-unsupported', await codedName(track))
  const alac = cookie ? alacPackets(cookie, services.kernels) : null
  if (alac && !alac.ok) return alac
  // A sample entry has no room for rates over 65 535 Hz; the cookie has.
  const sampleRate = alac?.value.sampleRate ?? (await demuxed(track.getSampleRate()))
  const channelCount = alac?.value.channelCount ?? (await demuxed(track.getNumberOfChannels()))
  const endS = await demuxed(track.computeDuration())
  const frames = Math.round(endS * sampleRate)
  const refused =
    refuseShape(sampleRate, channelCount) ??
    refuseLength(frames, sampleRate, channelCount, services)
  if (refused) return refused
  const tags = mediaTags(await demuxed(input.getMetadataTags()), words.mp4?.named)
  const remarks: DecodeRemark[] = []
  if (tracks.length > 1) remarks.push({ kind: 'first-of-tracks', count: tracks.length })
  const { matroska } = words
  if (matroska?.cut) remarks.push(cutRemark(matroska, endS, sampleRate))
  const shape = { track, container, sampleRate, channelCount, tags, remarks }
  const timing = matroska ? matroskaTiming(matroska) : mp4Timing(words.mp4, endS)
  const media: MediaTrack = { ...shape, ...timing }
  if (alac) return decodePackets(media, alac.value, source, services)
  const config = await demuxed(track.getDecoderConfig())
  const description = bytesOf(config?.description)
  const own = await ownDecoder(codec ?? '', { sampleRate, channelCount, description }, services)
  if (own && !own.ok) return own
  if (own) {
    const delayS = own.value.delayFrames / own.value.sampleRate
    return decodePackets(withDecoderDelay(media, delayS), own.value, source, services)
  }
  const name = CODEC_NAMES[codec ?? ''] ?? String(codec)
  if (!(await demuxed(hostCanDecode(track)))) return fail('codec-missing', name)
  return decodeWithHost(media, name, source, services)
}

const CODEC_NAMES: Readonly<Record<string, string>> = { aac: 'AAC', ac3: 'AC-3', eac3: 'E-AC-3' }

/** The name of a codec that the demuxer does not know, by its four letters in MP4. */
const codedName = async (track: InputAudioTrack): Promise<string> => {
  const id = await track.getInternalCodecId()
  return id === 'alac' ? 'ALAC' : String(id ?? 'unknown codec')
}

const bytesOf = (description: unknown): Uint8Array =>
  ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(0)
