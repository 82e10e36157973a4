import { type Failure, fail, type Outcome, ok } from '../../../core/outcome'
import type { PcmSink } from '../../../core/pcm-store'
import { usualSpeakers } from '../channels/speakers'
import { DecodedSink, type FrameSink } from '../decoded-sink'
import type { PacketDecoder } from '../packets/packet-decoder'
import type { AudioReader, OpenServices } from '../services'
import { oggCodecOf } from './ogg-codecs'
import { OggLink } from './ogg-link'
import { type OggPage, oggPages } from './ogg-pages'

/**
 * Vorbis, Opus and FLAC in Ogg: the first stream of sound among those that the file begins with, and every part of a
 * chained file by its own headers. A part at another sample rate ends the audio, with a remark. Lengths are those
 * of the granule positions, to the frame.
 */
export const readOgg: AudioReader = async (source, services) => {
  const chain = new OggChain(services)
  try {
    for await (const page of oggPages(source)) {
      if (!page) chain.isCut = true
      else await chain.take(page)
      if (chain.refused) return { ok: false, error: chain.refused }
      services.job.report(Math.min(1, (page?.endByte ?? 0) / source.sizeBytes))
      const pause = services.job.checkpoint()
      if (pause) await pause
    }
  } finally {
    chain.release()
  }
  const { sink, first, unheard } = chain
  if (!sink || !first)
    return chain.isCut || chain.hasHeaders
      ? fail('header-truncated', 'Ogg')
      : fail('format-unsupported', unheard ?? 'Ogg')
  const { sampleRate } = sink.store
  const frames = Math.round(chain.leftOutSeconds * sampleRate)
  if (frames > 0) sink.remark({ kind: 'left-out', frames, reason: 'other-rate' })
  if (chain.trackCount > 1) sink.remark({ kind: 'first-of-tracks', count: chain.trackCount })
  const promised = chain.linkCount === 1 ? first.promisedFrames : null
  if (chain.isCut && promised === null) sink.remark({ kind: 'truncated', missingFrames: null })
  const { codec, bitDepth } = first.decoder
  return sink.finish(source, { container: 'Ogg', codec, bitDepth, tags: first.tags }, promised)
}

class OggChain<Sink extends PcmSink> {
  sink: DecodedSink<Sink> | null = null
  /** What the first part says of itself. */
  first: (Pick<OggLink, 'tags' | 'promisedFrames'> & { decoder: PacketDecoder }) | null = null
  refused: Failure | null = null
  isCut = false
  /** Seconds of parts that could not be joined. */
  leftOutSeconds = 0
  linkCount = 0
  /** Streams of sound that the file begins with. */
  trackCount = 0
  /** Name of a stream of sound that nobody decodes here. */
  unheard: string | null = null
  private readonly services: OpenServices<Sink>
  private link: OggLink | null = null
  /** Once a part was left out, all behind it are: nothing is joined over a hole. */
  private isOver = false

  constructor(services: OpenServices<Sink>) {
    this.services = services
  }

  get hasHeaders(): boolean {
    return this.link !== null
  }

  async take(page: OggPage): Promise<void> {
    if (page.isFirst) this.begin(page)
    const { link } = this
    if (link?.serial !== page.serial) return
    await link.take(page)
    if (this.linkCount === 1) this.refused = link.refused
  }

  release(): void {
    this.end()
  }

  private begin(page: OggPage): void {
    const codec = oggCodecOf(page.body)
    if (!codec) this.unheard ??= nameOf(page.body)
    else if (this.linkCount <= 1 && !this.link?.hasSound) this.trackCount++
    if (!codec || (this.link && !this.link.hasSound)) return
    this.end()
    this.linkCount++
    this.link = new OggLink(page.serial, codec, this.services, (decoder) => this.sinkFor(decoder))
  }

  private end(): void {
    const { link } = this
    if (link?.refused && this.linkCount > 1) this.leftOutSeconds += link.seconds
    link?.release()
    this.link = null
  }

  private sinkFor(decoder: PacketDecoder): Outcome<FrameSink> {
    const { link, sink } = this
    if (!sink) {
      const { sampleRate, channelCount, speakers } = decoder
      this.sink = new DecodedSink(this.services, { sampleRate, channelCount, speakers })
      if (link) {
        const { tags, promisedFrames } = link
        this.first = { tags, promisedFrames, decoder }
      }
      return ok(this.sink)
    }
    if (this.isOver || decoder.sampleRate !== sink.store.sampleRate) {
      this.isOver = true
      return fail('format-unsupported', 'Ogg with two sample rates')
    }
    sink.takeFrom(decoder.speakers ?? usualSpeakers(decoder.channelCount))
    return ok(sink)
  }
}

const SPEEX = 'Speex   '

const nameOf = (packet: Uint8Array): string | null =>
  String.fromCharCode(...packet.subarray(0, SPEEX.length)) === SPEEX ? 'Speex' : null
