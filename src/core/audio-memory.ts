/** What the audio of all open tracks takes. */
export interface AudioMemory {
  /** What it may take in memory. */
  readonly budgetBytes: number
  /** What it takes there. */
  readonly usedBytes: number
  /** What of it lies on the disk; null where there is no file for it. */
  readonly diskBytes: number | null
  /** Tracks whose master, or what is upstream of it, was let go, to be made again when it is needed. */
  readonly tracksLetGo: number
}
