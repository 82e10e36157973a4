import { joinedBytes } from '../../../core/joined'
import type { OggPage } from './ogg-pages'

const FULL_SEGMENT = 255

/** Puts the packets of one logical stream together across its pages. */
export class PacketAssembler {
  private parts: Uint8Array[] = []
  private open = false

  /** The packets that end on this page. One whose beginning was lost is left out. */
  take(page: OggPage): Uint8Array[] {
    const packets: Uint8Array[] = []
    // What follows a loss may be the end of a packet that nobody has seen begin.
    let skip = page.isContinued && !this.open
    if (!page.isContinued) this.parts = []
    this.open = false
    let at = 0
    let from = 0
    for (const length of page.segments) {
      at += length
      this.open = length === FULL_SEGMENT
      if (this.open) continue
      const part = page.body.subarray(from, at)
      if (!skip) packets.push(this.parts.length === 0 ? part : joinedBytes([...this.parts, part]))
      this.parts = []
      skip = false
      from = at
    }
    if (this.open && !skip) this.parts.push(page.body.slice(from, at))
    else if (skip) this.open = false
    return packets
  }

  /** A page was lost: what was begun cannot be finished. */
  lose(): void {
    this.parts = []
    this.open = false
  }
}
