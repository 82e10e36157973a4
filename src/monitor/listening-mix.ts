import type { Listening } from './player'
import type { Mix } from './player-core'

/** Weights of original and master for what is listened to. Difference = master·gm − original·go. */
export const mixOf = ({ signal, originalGain, masterGain }: Listening): Mix => {
  if (signal === 'original') return { original: originalGain, master: 0 }
  if (signal === 'master') return { original: 0, master: masterGain }
  return { original: -originalGain, master: masterGain }
}
