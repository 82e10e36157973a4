/** Bytes of a file that arrive from its start on, and whoever waits for some. */
export class Arrival {
  private arrivedBytes = 0
  private abandoned = false
  private wake = (): void => {}

  /** How many are there. */
  get bytes(): number {
    return this.arrivedBytes
  }

  /** So many bytes are there now, counted from the start. */
  reached(bytes: number): void {
    this.arrivedBytes = bytes
    this.wake()
  }

  /** No more bytes will come: whoever waits for some is told by a rejection. */
  abandon(): void {
    this.abandoned = true
    this.wake()
  }

  /** Waits until the first `bytes` are there; rejects where they never will be. */
  async until(bytes: number): Promise<void> {
    while (this.arrivedBytes < bytes) {
      if (this.abandoned) throw new Error('the file was never finished')
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
  }
}
