import type { Mix, OutputMatrix } from '../worklet/signal-mixer'
import type { Output, PlaybackMix } from './player'

/**
 * Weights of original and master for what is listened to. Difference = master·gm − original·go.
 * Under solo the module's effect stands in the master's place and is all that is heard.
 */
export const mixOf = (
  { signal, originalGain, masterGain }: PlaybackMix,
  soloId: string | null,
): Mix => {
  if (soloId !== null) return { original: 0, master: masterGain }
  if (signal === 'original') return { original: originalGain, master: 0 }
  if (signal === 'master') return { original: 0, master: masterGain }
  return { original: -originalGain, master: masterGain }
}

/** What goes to the left and the right loudspeaker. Mono audio has no side: silence. */
export const matrixOf = (output: Output, channelCount: number): OutputMatrix => {
  if (channelCount === 1) return output === 'side' ? [0, 0, 0, 0] : [1, 0, 0, 1]
  return MATRICES[output]
}

const MATRICES: Readonly<Record<Output, OutputMatrix>> = {
  stereo: [1, 0, 0, 1],
  mono: [0.5, 0.5, 0.5, 0.5],
  side: [0.5, -0.5, 0.5, -0.5],
  left: [1, 0, 1, 0],
  right: [0, 1, 0, 1],
}
