import { oggPage } from '../ogg/ogg-page'

const FLAGS_OFFSET = 5
const CONTINUED = 1
const SERIAL_OFFSET = 14
const SEGMENTS_OFFSET = 26
const PAGE_HEAD_BYTES = 27
/** In the identification header: exponents of the short and the long block (Vorbis I, 4.2.2). */
const BLOCK_SIZES_OFFSET = 28
const WHOLE_SEGMENT = 255

/**
 * Ends a stream of libvorbis' audio pages at `lengthFrames`, in the packet that reaches them: decoders leave out the rest of a
 * last packet, and nothing before it. What follows is only what the encoder was given to hear.
 */
export class PageCutter {
  isDone = false
  private readonly lengthFrames: number
  private readonly blockFrames: readonly [number, number]
  private lastBlock = 0
  private granule = 0

  /** `identification`: the stream's first packet. */
  constructor(lengthFrames: number, identification: Uint8Array) {
    const sizes = identification[BLOCK_SIZES_OFFSET] ?? 0
    this.lengthFrames = lengthFrames
    this.blockFrames = [2 ** (sizes & 15), 2 ** (sizes >> 4)]
  }

  /** The page, its start where the audio ends in it, or null behind the end. Sequence and checksum are the caller's. */
  take(page: Uint8Array): Uint8Array | null {
    if (this.isDone) return null
    const view = new DataView(page.buffer, page.byteOffset, page.length)
    const segments = page[SEGMENTS_OFFSET] ?? 0
    const lacing = page.subarray(PAGE_HEAD_BYTES, PAGE_HEAD_BYTES + segments)
    const isContinued = ((page[FLAGS_OFFSET] ?? 0) & CONTINUED) !== 0
    let at = PAGE_HEAD_BYTES + segments
    let begins = !isContinued
    for (const [index, length] of lacing.entries()) {
      if (begins) this.begin(page[at] ?? 0)
      at += length
      begins = length < WHOLE_SEGMENT
      if (!begins || this.granule < this.lengthFrames) continue
      this.isDone = true
      return oggPage({
        serial: view.getUint32(SERIAL_OFFSET, true),
        sequence: 0,
        granule: this.lengthFrames,
        continued: isContinued,
        last: true,
        lacing: [...lacing.subarray(0, index + 1)],
        body: page.subarray(PAGE_HEAD_BYTES + segments, at),
      })
    }
    return page
  }

  /** A packet gives the frames between the middles of the block before it and its own; the first one gives none. */
  private begin(firstByte: number): void {
    // libvorbis has two modes, short and long; where blocks are of one size it has one, and either number is right.
    const block = this.blockFrames[(firstByte >> 1) & 1] ?? 0
    if (this.lastBlock > 0) this.granule += (this.lastBlock + block) / 4
    this.lastBlock = block
  }
}
