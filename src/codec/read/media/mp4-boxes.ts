import type { ByteSource } from '../../../core/byte-source'
import { ascii, getUint64, readView } from '../byte-view'

/** A box of ISO 14496-12: where its content lies. */
export interface Box {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** A movie box as it lies in its file. */
export interface Movie {
  readonly view: DataView
  /** Where `view` begins, in the file. */
  readonly at: number
  /** Whether any file type box stands before it. */
  readonly hasFileType: boolean
}

const MOST_MOVIE_BYTES = 2 ** 26
const MAX_BOXES = 4096

/** A box that stands in no other, by its place in the file. */
interface FileBox {
  readonly name: string
  readonly at: number
  /** Head included; of the last one all that is left. */
  readonly size: number
}

/** The boxes of a file that stand in no other, up to the first that makes no sense. */
export async function* fileBoxes(source: ByteSource): AsyncGenerator<FileBox> {
  for (let at = 0, count = 0; count < MAX_BOXES && at + 8 <= source.sizeBytes; count++) {
    const head = await readView(source, at, 16)
    if (head.byteLength < 8) return
    const short = head.getUint32(0)
    const size =
      short === 1 && head.byteLength === 16
        ? getUint64(head, 8, false)
        : short === 0
          ? source.sizeBytes - at
          : short
    yield { name: ascii(head, 4, 4), at, size }
    if (size < 8) return
    at += size
  }
}

/** The movie box of a file; null where there is none, or one that is far too large. */
export const readMovie = async (source: ByteSource): Promise<Movie | null> => {
  let hasFileType = false
  for await (const { name, at, size } of fileBoxes(source)) {
    if (name === 'ftyp') hasFileType = true
    if (name === 'moov' && size <= MOST_MOVIE_BYTES) {
      const view = await readView(source, at + 8, size - 8)
      return { view, at: at + 8, hasFileType }
    }
  }
  return null
}

/** All of a movie. */
export const wholeOf = (view: DataView): Box => ({ name: 'moov', from: 0, to: view.byteLength })

/** The boxes inside one, up to the first that does not fit. */
export const children = (view: DataView, parent: Box, from = parent.from): Box[] => {
  const boxes: Box[] = []
  for (let at = from; at + 8 <= parent.to && boxes.length < MAX_BOXES; ) {
    const size = view.getUint32(at)
    if (size < 8 || at + size > parent.to) break
    boxes.push({ name: ascii(view, at + 4, 4), from: at + 8, to: at + size })
    at += size
  }
  return boxes
}

export const child = (view: DataView, parent: Box, name: string): Box | undefined =>
  children(view, parent).find((box) => box.name === name)

export const path = (view: DataView, from: Box, names: readonly string[]): Box | undefined =>
  names.reduce<Box | undefined>((box, name) => box && child(view, box, name), from)
