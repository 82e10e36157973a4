/** A file of equal slots in which chunks of PCM lie that have no room in memory. Every call is synchronous. */
export interface SwapFile {
  /** By which other threads of the same host open the file. */
  readonly name: string
  /** May several threads have it open at once? */
  readonly isShared: boolean
  /** What it may grow to. */
  readonly mostBytes: number
  /** Makes room for `bytes` in all; false beyond `mostBytes`, and where the host refuses. */
  grow(bytes: number): boolean
  /** Fills `into` from byte `at`, which was written before or lies in room that was made. */
  read(at: number, into: Float32Array): void
  write(at: number, samples: Float32Array): void
}
