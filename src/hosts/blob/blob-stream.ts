import { roomFor } from '../../core/byte-source'

/**
 * The bytes of a Blob from `position` on, into memory that is used again where the browser can: a stream that gives
 * memory of its own touches all of the file once (66 MB of 63 were measured, 4 with memory given).
 */
export class BlobStream {
  position: number
  private readonly pieces: PieceReader
  private readonly sizeBytes: number

  constructor(blob: Blob, position: number) {
    this.position = position
    this.sizeBytes = blob.size
    this.pieces = pieceReader(blob.slice(position).stream())
  }

  /** The next `length` bytes, fewer at the end; `spare`: see ByteSource. */
  async read(length: number, spare?: Uint8Array): Promise<Uint8Array> {
    const count = Math.max(0, Math.min(length, this.sizeBytes - this.position))
    let bytes = roomFor(count, spare)
    let filled = 0
    while (filled < count) {
      const piece = await this.pieces.next(bytes.subarray(filled))
      if (!piece) break
      // Given memory comes back in another buffer.
      bytes = new Uint8Array(piece.buffer, 0, count)
      filled += piece.length
    }
    this.position += filled
    return bytes.subarray(0, filled)
  }

  close(): void {
    this.pieces.close()
  }
}

/** Fills memory from its start; answers what it filled, where it lies now; null at the end. */
interface PieceReader {
  next(into: Uint8Array): Promise<Uint8Array | null>
  close(): void
}

const pieceReader = (stream: ReadableStream<Uint8Array>): PieceReader => {
  try {
    return giving(stream.getReader({ mode: 'byob' }))
  } catch {
    return copying(stream.getReader())
  }
}

const giving = (reader: ReadableStreamBYOBReader): PieceReader => ({
  next: async (into) => {
    const { value } = await reader.read(into as Uint8Array<ArrayBuffer>)
    return value && value.length > 0 ? value : null
  },
  close: () => {
    reader.cancel().catch(() => {})
  },
})

const copying = (reader: ReadableStreamDefaultReader<Uint8Array>): PieceReader => {
  /** What is left of the last chunk. */
  let rest: Uint8Array = new Uint8Array(0)
  return {
    next: async (into) => {
      while (rest.length === 0) {
        const { done, value } = await reader.read()
        if (done) return null
        rest = value
      }
      const count = Math.min(rest.length, into.length)
      const filled = into.subarray(0, count)
      filled.set(rest.subarray(0, count))
      rest = rest.subarray(count)
      return filled
    },
    close: () => {
      reader.cancel().catch(() => {})
    },
  }
}
