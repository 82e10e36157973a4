import { type Failure, fail, type Outcome } from '../../../core/outcome'
import type { FrameSink } from '../decoded-sink'
import type { PacketDecoder } from '../packets/packet-decoder'
import type { DecoderServices } from '../services'
import type { CollectedTags } from '../tags/collector'
import type { OggCodec } from './ogg-codecs'
import type { OggPage } from './ogg-pages'
import { PacketAssembler } from './packet-assembler'

/** Gives the sink for a decoder; a failure where its sound cannot be joined to what is there. */
export type SinkFor = (decoder: PacketDecoder) => Outcome<FrameSink>

/** One logical stream: a whole file, or one part of a chained one. Decoded with its own headers. */
export class OggLink {
  readonly serial: number
  readonly headers: Uint8Array[] = []
  private readonly codec: OggCodec
  private readonly services: DecoderServices
  private readonly sinkFor: SinkFor
  private readonly assembler = new PacketAssembler()
  private decoder: PacketDecoder | null = null
  private sink: FrameSink | null = null
  private refusal: Failure | null = null
  private nextSequence: number | null = null
  private trustsChecksums = false
  private lost = false
  /** Frames in the sink when this part began. */
  private base = 0
  /** Granule of the first decoded frame; null until a page tells. */
  private start: number | null = null
  private decodedFrames = 0
  private lastGranule = 0

  constructor(serial: number, codec: OggCodec, services: DecoderServices, sinkFor: SinkFor) {
    this.serial = serial
    this.codec = codec
    this.services = services
    this.sinkFor = sinkFor
  }

  /** Whether sound has come: the next first page then begins another part. */
  get hasSound(): boolean {
    return this.decoder !== null || this.refusal !== null
  }

  /** Why it was not opened; null as long as it was. */
  get refused(): Failure | null {
    return this.refusal
  }

  get tags(): CollectedTags {
    return this.codec.tagsOf(this.headers)
  }

  get promisedFrames(): number | null {
    return this.codec.promisedFrames(this.headers)
  }

  /** Seconds by the granules, for a part that is not decoded. */
  get seconds(): number {
    return this.decoder ? this.lastGranule / this.decoder.sampleRate : 0
  }

  async take(page: OggPage): Promise<void> {
    if (!this.isIntact(page)) return
    if (page.granule > 0) this.lastGranule = page.granule
    const packets = this.assembler.take(page)
    while (!this.hasSound && packets[0]) {
      if (this.codec.hasAllHeaders(this.headers, packets[0])) await this.begin()
      else this.headers.push(packets.shift() ?? new Uint8Array(0))
    }
    if (this.sink && this.decoder) await this.decode(this.decoder, this.sink, packets, page)
  }

  release(): void {
    this.decoder?.free()
  }

  /** False for a page that is damaged; whoever never writes checksums is believed without. */
  private isIntact(page: OggPage): boolean {
    const isNext = this.nextSequence === null || page.sequence === this.nextSequence
    this.nextSequence = page.sequence + 1
    if (!isNext) this.lose()
    if (page.isFirst) return true
    if (page.isSound) this.trustsChecksums = true
    else if (this.trustsChecksums) {
      this.lose()
      return false
    }
    return true
  }

  private lose(): void {
    this.assembler.lose()
    this.lost = this.hasSound
  }

  private async begin(): Promise<void> {
    const made = await this.codec.makeDecoder(this.headers, this.services)
    const outcome = made ?? fail('header-truncated', 'Ogg')
    if (!outcome.ok) {
      this.refusal = outcome.error
      return
    }
    this.decoder = outcome.value
    const sink = this.sinkFor(this.decoder)
    if (!sink.ok) {
      this.refusal = sink.error
      return
    }
    this.sink = sink.value
    this.base = this.sink.lengthFrames
    this.sink.skip(this.decoder.delayFrames)
    this.sink.keepUntil(Number.POSITIVE_INFINITY)
  }

  private async decode(
    decoder: PacketDecoder,
    sink: FrameSink,
    packets: readonly Uint8Array[],
    page: OggPage,
  ): Promise<void> {
    const { planes, frames } = await decoder.decode(packets)
    const before = this.decodedFrames
    this.decodedFrames += frames
    if (page.granule >= 0 && packets.length > 0) {
      if (this.start === null) {
        this.start = page.isLast ? 0 : page.granule - this.decodedFrames
        // What lies before granule 0 is not meant to be heard.
        if (this.start < 0 && before === 0) sink.skip(decoder.delayFrames - this.start)
        this.start = Math.max(0, this.start)
      }
      const end = this.base + page.granule - this.start - decoder.delayFrames
      if (page.isLast) sink.keepUntil(end)
      if (this.lost) sink.silence(end - sink.lengthFrames - frames)
      this.lost = false
    }
    sink.append(planes, frames)
  }
}
