import { roomFor } from '../../core/byte-source'

/**
 * The bytes of a Blob from `position` on, into memory that is used again where the browser can: a stream that gives
 * memory of its own touches all of the file once (66 MB of 63 were measured, 4 with memory given).
 */
export class BlobStream {
  position: number
  private readonly blob: Blob
  private readonly stalledMs: number
  private pieces: PieceReader

  constructor(blob: Blob, position: number, stalledMs = STALLED_MS) {
    this.position = position
    this.blob = blob
    this.stalledMs = stalledMs
    this.pieces = this.from(position)
  }

  /** The next `length` bytes, fewer at the end; `spare`: see ByteSource. */
  async read(length: number, spare?: Uint8Array): Promise<Uint8Array> {
    const count = Math.max(0, Math.min(length, this.blob.size - this.position))
    const bytes = (await this.fill(count, spare)) ?? (await this.readAgain(count))
    this.position += bytes.length
    return bytes
  }

  close(): void {
    this.pieces.close()
  }

  private from(position: number): PieceReader {
    return pieceReader(this.blob.slice(position).stream())
  }

  /** null where the stream has stalled, which takes the memory with it. */
  private async fill(count: number, spare: Uint8Array | undefined): Promise<Uint8Array | null> {
    let bytes = roomFor(count, spare)
    let filled = 0
    while (filled < count) {
      const piece = await within(this.stalledMs, this.pieces.next(bytes.subarray(filled)))
      if (piece === STALLED) return null
      if (!piece) break
      // Given memory comes back in another buffer.
      bytes = new Uint8Array(piece.buffer, 0, count)
      filled += piece.length
    }
    return bytes.subarray(0, filled)
  }

  /** Without the stream; the next read begins another one. */
  private async readAgain(count: number): Promise<Uint8Array> {
    this.close()
    const end = this.position + count
    const bytes = await this.blob.slice(this.position, end).arrayBuffer()
    this.pieces = this.from(end)
    return new Uint8Array(bytes)
  }
}

/**
 * A stream of a Blob that is given memory was seen to fall silent on a busy machine (Chromium), for good. A disk that
 * takes so long is read once more, and nothing is lost but time.
 */
const STALLED_MS = 5000
const STALLED = Symbol('stalled')

const within = <T>(ms: number, answer: Promise<T>): Promise<T | typeof STALLED> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(STALLED), ms)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })

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
