/** "magic, offset of the samples, size, encoding, rate, channels", each 32 bits, big-endian (Sun's .au). */
const HEAD_BYTES = 24
const SAMPLE_BYTES = 4

export interface AuBlock {
  readonly sampleRate: number
  readonly channelCount: number
  /** Interleaved. */
  readonly samples: Float32Array
}

/** Takes an .au file of 32-bit floats in pieces of any size, and gives whole frames as they come; null before there are any. */
export class AuStream {
  private rest = new Uint8Array(0)
  private shape: { readonly sampleRate: number; readonly channelCount: number } | null = null

  push(piece: Uint8Array): AuBlock | null {
    const bytes = new Uint8Array(this.rest.length + piece.length)
    bytes.set(this.rest)
    bytes.set(piece, this.rest.length)
    const view = new DataView(bytes.buffer)
    let from = 0
    if (!this.shape) {
      from = bytes.length < HEAD_BYTES ? Number.POSITIVE_INFINITY : view.getUint32(4)
      if (bytes.length < from) {
        this.rest = bytes
        return null
      }
      this.shape = { sampleRate: view.getUint32(16), channelCount: view.getUint32(20) }
    }
    const { channelCount } = this.shape
    const frames = Math.floor((bytes.length - from) / (SAMPLE_BYTES * channelCount))
    const count = frames * channelCount
    const samples = Float32Array.from({ length: count }, (_, i) =>
      view.getFloat32(from + i * SAMPLE_BYTES),
    )
    this.rest = bytes.slice(from + count * SAMPLE_BYTES)
    return count === 0 ? null : { ...this.shape, samples }
  }
}
