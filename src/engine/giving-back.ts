import type { PcmStore } from '../core/pcm-store'

/**
 * Runs `work`. What it does not keep of `stores`, to which more may come on the way, is given back when it has ended: well, with
 * a failure, or cancelled.
 */
export const givingBack = async <T>(
  stores: readonly PcmStore[],
  work: (keep: (store: PcmStore) => void) => Promise<T>,
): Promise<T> => {
  const kept = new Set<PcmStore>()
  try {
    return await work((store) => kept.add(store))
  } finally {
    for (const store of stores) if (!kept.has(store)) store.release()
  }
}
