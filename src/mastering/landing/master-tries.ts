import type { PcmStore } from '../../core/pcm-store'

/** Where tries of a master are rendered: the best so far is kept, and only where there is one a second store is made for the next. */
export class MasterTries {
  private readonly make: () => PcmStore
  private kept: PcmStore | null = null
  private free: PcmStore | null = null

  constructor(make: () => PcmStore) {
    this.make = make
  }

  /** To be rendered into: never what is kept. */
  get next(): PcmStore {
    this.free ??= this.make()
    return this.free
  }

  /** What is kept. */
  get best(): PcmStore {
    return this.kept ?? this.next
  }

  /** What `next` holds now is the best; what was kept is rendered over. */
  keep(): void {
    const { kept, next } = this
    this.kept = next
    this.free = kept
  }

  /** The best, with the rest given back. */
  finish(): PcmStore {
    if (this.kept) {
      this.free?.release()
      this.free = null
    }
    return this.best
  }

  /** Gives all back. */
  release(): void {
    this.kept?.release()
    this.free?.release()
  }
}
