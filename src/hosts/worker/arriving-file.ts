import { type ByteSource, roomFor } from '../../core/byte-source'
import { Arrival } from './arrival'

/**
 * A file of known size that is read while it is still being written: a read waits for the pieces that it needs.
 * Made for reading forward: the piece being read is in memory, and the one behind it on its way.
 */
export class ArrivingFile implements ByteSource {
  readonly name: string
  readonly sizeBytes: number
  private readonly pieces: Piece[] = []
  private readonly arrival = new Arrival()

  constructor(name: string, sizeBytes: number) {
    this.name = name
    this.sizeBytes = sizeBytes
  }

  /** The next bytes of the file. */
  add(blob: Blob): void {
    const start = this.arrival.bytes
    const end = start + blob.size
    this.pieces.push({ start, end, blob, bytes: null })
    this.arrival.reached(end)
  }

  /** No more pieces will come: reads that wait for some reject. */
  abandon(): void {
    this.arrival.abandon()
  }

  async read(offset: number, length: number, spare?: Uint8Array): Promise<Uint8Array> {
    const end = Math.min(this.sizeBytes, offset + length)
    await this.arrival.until(end)
    const result = roomFor(Math.max(0, end - offset), spare)
    for (const [index, piece] of this.pieces.entries()) {
      if (piece.end <= offset) piece.bytes = null
      if (piece.end <= offset || piece.start >= end) continue
      const from = Math.max(offset, piece.start)
      const to = Math.min(end, piece.end)
      const bytes = await bytesOf(piece)
      this.prefetch(index + 1)
      result.set(bytes.subarray(from - piece.start, to - piece.start), from - offset)
    }
    return result
  }

  private prefetch(index: number): void {
    const next = this.pieces[index]
    // Whoever reads it is told of a failure.
    if (next) bytesOf(next).catch(() => {})
  }
}

interface Piece {
  readonly start: number
  readonly end: number
  readonly blob: Blob
  /** While somebody needs them. */
  bytes: Promise<Uint8Array> | null
}

const bytesOf = (piece: Piece): Promise<Uint8Array> => {
  piece.bytes ??= piece.blob.arrayBuffer().then((buffer) => new Uint8Array(buffer))
  return piece.bytes
}
