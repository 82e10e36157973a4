/** Something else than a track that is heard, and that the transport drives meanwhile: an album. */
export interface GuestSound {
  /** Pauses, or goes on. It says in the store whether it plays. */
  toggle(): void
  seek(seconds: number): void
  positionSeconds(): number
  /** The tracks are to be heard again. */
  stop(): void
}
