import { type AudioSample, AudioSampleSink, type InputAudioTrack } from 'mediabunny'
import type { ByteSource } from '../../../core/byte-source'
import { fail, type Outcome } from '../../../core/outcome'
import type { PcmSink } from '../../../core/pcm-store'
import { DecodedSink } from '../decoded-sink'
import { refuseShape } from '../limits'
import { awaitCodec, ReadFailure } from '../read-failure'
import type { OpenedAudio, OpenServices } from '../services'
import type { MediaTrack } from './media-track'
import { PlacedSink } from './placed-sink'

/** A packet of AAC at 44.1 kHz, about: how far to go on behind damage. */
const STEP_S = 0.024
const MOST_STEP_S = 2
/** Of a few spots of damage; a file with more of them is no longer music. */
const MOST_RESTARTS = 60

/** Whether this host's WebCodecs (absent on plain http) decode the track. Uncompressed PCM needs none. */
export const hostCanDecode = async (track: InputAudioTrack): Promise<boolean> => {
  try {
    return await track.canDecode()
  } catch {
    return false
  }
}

/**
 * Decodes by WebCodecs, trimmed as the container says. Where the decoder gives up on damage, another one goes on
 * behind it, and what lies between is silent.
 */
export const decodeWithHost = async <Sink extends PcmSink>(
  media: MediaTrack,
  codec: string,
  source: ByteSource,
  services: OpenServices<Sink>,
): Promise<Outcome<OpenedAudio<Sink>>> => {
  const { job, timeout } = services
  const taken = new TakenSamples(media, services)
  const samples = new AudioSampleSink(media.track)
  let stepS = 0
  for (let restarts = 0; restarts <= MOST_RESTARTS; restarts++) {
    const before = taken.reachedS
    const run = samples.samples(before === null ? undefined : before + stepS)
    try {
      for (;;) {
        const next = await awaitCodec(codec, run.next(), timeout)
        if (next.done) return taken.finish(codec, source)
        const refused = taken.take(next.value)
        if (refused) return refused
        job.report(taken.fraction)
        const pause = job.checkpoint()
        if (pause) await pause
      }
    } catch (cause) {
      const isDamage = cause instanceof ReadFailure && cause.failure.code === 'format-unsupported'
      if (!isDamage || taken.reachedS === null) throw cause
      const isFurther = before === null || taken.reachedS > before
      stepS = isFurther ? STEP_S : stepS * 2
      taken.isDamaged = true
      if (stepS > MOST_STEP_S) break
    } finally {
      await run.return().catch(() => {})
    }
  }
  return taken.finish(codec, source)
}

class TakenSamples<Sink extends PcmSink> {
  /** The next sample comes from behind damage. */
  isDamaged = false
  private sink: DecodedSink<Sink> | null = null
  private placed: PlacedSink | null = null
  private readonly media: MediaTrack
  private readonly services: OpenServices<Sink>

  constructor(media: MediaTrack, services: OpenServices<Sink>) {
    this.media = media
    this.services = services
  }

  /** Where the demuxer's clock stands; null before the first sample. */
  get reachedS(): number | null {
    const { sink, placed, media } = this
    return sink && placed ? placed.at / sink.store.sampleRate - media.originS : null
  }

  get fraction(): number {
    const promised = this.placed?.promisedFrames ?? 0
    return Math.min(1, (this.sink?.lengthFrames ?? 0) / Math.max(1, promised))
  }

  /** Takes and closes a sample; refused where its shape cannot be mastered. */
  take(sample: AudioSample): Outcome<never> | null {
    try {
      // HE-AAC comes out at twice the rate that its container names: the decoder's word counts.
      const { sampleRate, numberOfChannels: channelCount, numberOfFrames } = sample
      if (numberOfFrames === 0) return null
      const at = Math.round((sample.timestamp + this.media.originS) * sampleRate)
      if (!this.sink || !this.placed) {
        const refused = refuseShape(sampleRate, channelCount)
        if (refused) return refused
        this.sink = new DecodedSink(this.services, { sampleRate, channelCount })
        this.placed = new PlacedSink(this.sink, this.media.segments, sampleRate, at)
      }
      if (this.isDamaged && at + numberOfFrames / 2 < this.placed.at) return null
      // Timestamps are rounded: only where something is missing do they make a gap.
      if (this.isDamaged) this.placed.silenceUntil(at)
      this.isDamaged = false
      this.placed.append(planesOf(sample), numberOfFrames)
      return null
    } finally {
      sample.close()
    }
  }

  finish(codec: string, source: ByteSource): Outcome<OpenedAudio<Sink>> {
    const { sink, placed, media } = this
    if (!sink || !placed) return fail('no-audio')
    for (const remark of media.remarks) sink.remark(remark)
    const { container, tags } = media
    const promised = media.isExact ? placed.promisedFrames : null
    return sink.finish(source, { container, codec, bitDepth: null, tags }, promised)
  }
}

const planesOf = (sample: AudioSample): Float32Array[] =>
  Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const plane = new Float32Array(sample.numberOfFrames)
    sample.copyTo(plane, { planeIndex, format: 'f32-planar' })
    return plane
  })
