import type { ByteSink } from '../../../codec/write/audio-writer'

/** A short file in memory. */
export class MemorySink implements ByteSink {
  private readonly parts: Uint8Array[] = []
  private length = 0
  private head: { readonly offset: number; readonly bytes: Uint8Array }[] = []

  write(bytes: Uint8Array): void {
    this.parts.push(bytes.slice())
    this.length += bytes.length
  }

  overwrite(offset: number, bytes: Uint8Array): void {
    this.head.push({ offset, bytes: bytes.slice() })
  }

  /** The whole file so far. */
  bytes(): Uint8Array {
    const all = new Uint8Array(this.length)
    let at = 0
    for (const part of this.parts) {
      all.set(part, at)
      at += part.length
    }
    for (const { offset, bytes } of this.head) all.set(bytes, offset)
    return all
  }
}
