import type { ByteSource } from '../../core/byte-source'
import { fail, type Outcome, ok } from '../../core/outcome'
import type { PcmSink } from '../../core/pcm-store'
import type { Tags } from '../../core/tags'
import { readView } from './byte-view'
import { findFrames } from './find-start'
import { failuresAsData, guardedSource } from './read-failure'
import { readInside } from './read-inside'
import { HEAD_BYTES, type Recognised, recognise } from './recognise'
import type { AudioReader, OpenedAudio, OpenServices } from './services'
import { joinedTags } from './tags/collector'
import { withId3v1 } from './tags/id3v1'
import { findAudioStart, readId3 } from './tags/tagged-start'
import { readWav } from './wav/read-wav'

/**
 * Opens an audio file: recognised by content, decoded block by block into a new store at its own
 * rate and depth. Expected failures come back as data; `Cancelled` passes through after the decoder
 * has been freed. Each format's decoder is loaded when its first file comes; WAV is what this app writes, too.
 */
export const openAudio = async <Sink extends PcmSink>(
  file: ByteSource,
  services: OpenServices<Sink>,
): Promise<Outcome<OpenedAudio<Sink>>> => {
  const source = guardedSource(file)
  return failuresAsData(async () => {
    if (file.sizeBytes === 0) {
      // A file that is gone has no length either, and says so when it is read.
      await source.read(0, 1)
      return fail('file-empty')
    }
    const tagEnd = await findAudioStart(source)
    const found = recognise(await readView(source, tagEnd, HEAD_BYTES))
    switch (found.kind) {
      case 'truncated':
        return fail('header-truncated', found.container)
      case 'unsupported':
        return fail('format-unsupported', found.name)
      case 'unknown': {
        const isNamed = found.name !== null && found.name !== 'text'
        const frames = isNamed ? null : await findFrames(source, tagEnd)
        if (!frames) return fail('format-unknown', found.name ?? undefined)
        return readFrom(source, frames.at, await readerFor(frames.kind), services)
      }
      default:
        return readFrom(source, tagEnd, await readerFor(found.kind), services)
    }
  })
}

/** What stands before `start` is stepped over for good: a container counts from its own first byte. */
const readFrom = async <Sink extends PcmSink>(
  source: ByteSource,
  start: number,
  read: AudioReader,
  services: OpenServices<Sink>,
): Promise<Outcome<OpenedAudio<Sink>>> => {
  const range = { from: start, to: source.sizeBytes }
  const opened =
    start === 0
      ? await read(source, services)
      : behindTag(await readInside(read, source, range, services), await readId3(source))
  if (!opened.ok || opened.value.facts.container !== 'MP3') return opened
  const { facts, store } = opened.value
  return ok({ store, facts: { ...facts, tags: await withId3v1(source, facts.tags) } })
}

/** The container's own tags win over the one before it. */
const behindTag = <Sink extends PcmSink>(
  opened: Outcome<OpenedAudio<Sink>>,
  tags: Tags,
): Outcome<OpenedAudio<Sink>> => {
  if (!opened.ok) return opened
  const { facts, store } = opened.value
  return ok({ store, facts: { ...facts, tags: joinedTags(facts.tags, tags) } })
}

type Readable = Exclude<Recognised['kind'], 'truncated' | 'unsupported' | 'unknown'>

const readerFor = async (kind: Readable): Promise<AudioReader> => {
  switch (kind) {
    case 'wav':
      return readWav
    case 'wave64':
      return (await import('./wav/read-wave64')).readWave64
    case 'aiff':
      return (await import('./aiff/read-aiff')).readAiff
    case 'au':
      return (await import('./au/read-au')).readAu
    case 'caf':
      return (await import('./caf/read-caf')).readCaf
    case 'flac':
      return (await import('./flac/read-flac')).readFlac
    case 'mp3':
      return (await import('./mp3/read-mp3')).readMp3
    case 'ogg':
      return (await import('./ogg/read-ogg')).readOgg
    case 'mp4':
      return (await import('./media/read-media')).readMp4
    case 'matroska':
      return (await import('./media/read-media')).readMatroska
    case 'aac':
      return (await import('./media/read-media')).readAdts
  }
}
