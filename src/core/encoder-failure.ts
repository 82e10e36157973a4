/** Thrown where an encoder that is not ours gives up; the job loop answers `encoder-failed` with what it said. */
export class EncoderFailure extends Error {
  constructor(said: string) {
    super(said)
    this.name = 'EncoderFailure'
  }
}
