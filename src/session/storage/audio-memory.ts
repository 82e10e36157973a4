import type { Engine } from '../../client/engine'
import type { Studio } from '../../store/studio'

const MIB = 2 ** 20

/** Tells the engine how much memory audio may take, now and when it changes; the answer ends that. */
export const applyAudioMemory = (studio: Studio, engine: Engine): (() => void) => {
  const tell = (mib: number | null): void => engine.setMemoryBudget(mib === null ? null : mib * MIB)
  tell(studio.getState().audioMemoryMiB)
  return studio.subscribe((state, before) => {
    if (state.audioMemoryMiB !== before.audioMemoryMiB) tell(state.audioMemoryMiB)
  })
}
