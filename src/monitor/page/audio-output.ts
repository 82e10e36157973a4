import { PLAYER_PROCESSOR, type PlayerProcessorOptions } from '../protocol/worklet-messages'
import processorUrl from '../worklet/player.worklet.ts?worker&url'

/** Every browser must offer 8 000…96 000 Hz (Web Audio API, BaseAudioContext.createBuffer). */
const HIGHEST_SURE_RATE = 96_000

/** A fraction of a rate may be rounded; 1e-4 is 0.2 cents. */
const MOST_OFF = 1e-4

/** A device that has not started after this long is not there, or held by another program. */
const DEVICE_STARTS_WITHIN_MS = 3000

/** An AudioContext that runs at the track's own rate, or at a whole fraction of it where that is refused. */
export interface AudioOutput {
  readonly context: AudioContext
  /** Track rate ÷ context rate. */
  readonly decimation: number
}

/**
 * Opens a context for `trackRate` Hz with the processor loaded; starts suspended. A context keeps its rate for life,
 * whatever its device changes to. Rejects where the browser has none, or gives another rate than it was asked for.
 */
export const openAudioOutput = async (trackRate: number): Promise<AudioOutput> => {
  const output = contextAt(trackRate)
  const { context, decimation } = output
  const offHz = Math.abs(context.sampleRate * decimation - trackRate)
  if (offHz > MOST_OFF * trackRate) {
    await context.close()
    throw new Error(`the output runs at ${context.sampleRate} Hz, not at ${trackRate / decimation}`)
  }
  await context.audioWorklet.addModule(processorUrl)
  return output
}

export const createPlayerNode = (
  { context, decimation }: AudioOutput,
  channelCount: number,
): AudioWorkletNode => {
  const processorOptions: PlayerProcessorOptions = { channelCount, decimation }
  return new AudioWorkletNode(context, PLAYER_PROCESSOR, {
    numberOfInputs: 0,
    outputChannelCount: [channelCount],
    processorOptions,
  })
}

/** Rejects where the browser takes the context but no device will run it. */
export const started = async (context: AudioContext): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('the audio device does not start')),
      DEVICE_STARTS_WITHIN_MS,
    )
  })
  try {
    await Promise.race([context.resume(), late])
  } finally {
    clearTimeout(timer)
  }
}

const contextAt = (trackRate: number): AudioOutput => {
  let decimation = 1
  for (;;) {
    const sampleRate = trackRate / decimation
    try {
      const context = new AudioContext({ sampleRate, latencyHint: 'interactive' })
      // On a page that someone has touched it would run at once, and take the device from other programs before anything plays.
      void context.suspend()
      return { context, decimation }
    } catch (error) {
      if (sampleRate <= HIGHEST_SURE_RATE) throw error
      decimation++
    }
  }
}
