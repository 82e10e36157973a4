import type { PcmStore } from './pcm-store'

/** Ends one reader's claim; more than once is harmless. */
export type Release = () => void

/** A store with readers: once dropped its room is given back, as soon as the last reader is done. */
export class LeasedStore {
  readonly store: PcmStore
  private readers = 0
  private dropped = false

  constructor(store: PcmStore) {
    this.store = store
  }

  /** The store stays readable until the answer is called; for ever where it never is. */
  lease(): Release {
    this.readers++
    let held = true
    return () => {
      if (!held) return
      held = false
      this.readers--
      this.giveBack()
    }
  }

  /** Nobody new will read it. */
  drop(): void {
    this.dropped = true
    this.giveBack()
  }

  private giveBack(): void {
    if (this.dropped && this.readers === 0) this.store.release()
  }
}
