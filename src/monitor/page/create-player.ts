import type { Engine } from '../../client/engine'
import { createFilePlayer } from './file-player'
import type { Player } from './player'
import { createWorkletPlayer } from './worklet-player'

/** The best player that this page may have: AudioWorklet needs a secure context. */
export const createPlayer = (engine: Engine): Player =>
  'AudioWorkletNode' in globalThis && globalThis.isSecureContext
    ? createWorkletPlayer(engine)
    : createFilePlayer(engine)
