const PAGE_HEAD_BYTES = 27
const SEGMENTS_OFFSET = 26

/** Cuts a stream of Ogg bytes that comes in any pieces into whole pages. */
export class PageStream {
  private rest: Uint8Array = new Uint8Array(0)

  /** The pages that are whole with these bytes, as copies. */
  push(bytes: Uint8Array): Uint8Array[] {
    const all = new Uint8Array(this.rest.length + bytes.length)
    all.set(this.rest)
    all.set(bytes, this.rest.length)
    const pages: Uint8Array[] = []
    let at = 0
    for (;;) {
      const size = pageBytes(all.subarray(at))
      if (size === null) break
      pages.push(all.slice(at, at + size))
      at += size
    }
    this.rest = all.slice(at)
    return pages
  }
}

/** Size of the page that begins here; null where it is not whole yet. */
const pageBytes = (bytes: Uint8Array): number | null => {
  const segments = bytes[SEGMENTS_OFFSET]
  if (segments === undefined || bytes.length < PAGE_HEAD_BYTES + segments) return null
  const lacing = bytes.subarray(PAGE_HEAD_BYTES, PAGE_HEAD_BYTES + segments)
  const size = lacing.reduce((sum, length) => sum + length, PAGE_HEAD_BYTES + segments)
  return bytes.length < size ? null : size
}

/** What a page holds, cut at the ends of packets; `open` where the last one goes on in the next page. */
export const packetsOf = (
  page: Uint8Array,
): { readonly packets: readonly Uint8Array[]; readonly open: boolean } => {
  const segments = page[SEGMENTS_OFFSET] ?? 0
  const packets: Uint8Array[] = []
  let at = PAGE_HEAD_BYTES + segments
  let begin = at
  let open = false
  for (let i = 0; i < segments; i++) {
    const length = page[PAGE_HEAD_BYTES + i] ?? 0
    at += length
    open = length === 255
    if (open) continue
    packets.push(page.slice(begin, at))
    begin = at
  }
  if (open) packets.push(page.slice(begin, at))
  return { packets, open }
}
