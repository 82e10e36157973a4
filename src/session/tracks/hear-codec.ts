import type { Engine } from '../../client/engine'
import type { Signal, TrackId } from '../../core/track'
import type { CodecProof } from '../../delivery/decode-codec'
import type { DeliverySettings } from '../../delivery/settings'
import { createFilePlayer } from '../../monitor/page/file-player'
import type { PlayerState } from '../../monitor/page/player'
import type { Studio } from '../../store/studio'
import { codecUnheardSentence } from '../../words/codec-sentences'
import { errorSentence } from '../../words/sentences'
import type { JobRunner } from './job-runner'

/** What is heard of a codec: the master that goes in, what comes out, and the difference alone, turned up. */
export type CodecSignal = 'before' | 'after' | 'changed'

/** A master after a codec, measured and ready to be listened to until `dispose`. */
export interface HeardCodec {
  readonly proof: CodecProof
  listenTo(signal: CodecSignal): void
  play(): Promise<void>
  pause(): void
  seek(seconds: number): void
  positionSeconds(): number
  onStateChange(listener: (state: PlayerState) => void): () => void
  dispose(): void
}

/** What the difference is turned up by (linear): 12 dB. */
const CHANGED_GAIN = 4

const SIGNALS: Readonly<Record<CodecSignal, Signal>> = {
  before: 'original',
  after: 'master',
  changed: 'difference',
}

/**
 * Puts a track's master through a codec. Answers null where nothing can be heard (cancelled, or an error was shown).
 * Played as rendered files, beside the page's own player.
 */
export const hearCodec = async (
  studio: Studio,
  engine: Engine,
  jobs: JobRunner,
  id: TrackId,
  settings: DeliverySettings,
  label: string,
): Promise<HeardCodec | null> => {
  const heardAs = `codec of ${id}`
  const end = await jobs.run(id, 'exporting', (options) =>
    engine.decodeCodec(id, settings, heardAs, options),
  )
  const track = studio.trackOf(id)
  if (end === 'superseded' || !track) {
    engine.close(heardAs)
    return null
  }
  if (!end.ok) {
    const sentence =
      end.error.code === 'codec-missing'
        ? codecUnheardSentence(label)
        : errorSentence(end.error, track.name)
    if (sentence) studio.notify('error', sentence)
    return null
  }
  const { sampleRate, channelCount, lengthFrames } = end.value
  const player = createFilePlayer(engine)
  const listenTo = (signal: CodecSignal): void => {
    const gain = signal === 'changed' ? CHANGED_GAIN : 1
    player.listenTo({ signal: SIGNALS[signal], originalGain: gain, masterGain: gain })
  }
  listenTo('after')
  await player.load({ id: heardAs, sampleRate, channelCount, lengthFrames, hasMaster: true })
  return {
    proof: end.value,
    listenTo,
    play: () => player.play(),
    pause: () => player.pause(),
    seek: (seconds) => player.seek(seconds),
    positionSeconds: () => player.positionSeconds(),
    onStateChange: (listener) => player.onStateChange(listener),
    dispose() {
      player.dispose()
      engine.close(heardAs)
    },
  }
}
