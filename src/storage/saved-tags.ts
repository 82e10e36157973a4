import type { TagEdits } from '../core/tag-edits'
import { TEXT_TAGS } from '../core/tags'

/** Edits of tags from stored data; parts that are not legal are left out, null where nothing is. */
export const parseTagEdits = (raw: unknown): TagEdits | null => {
  if (typeof raw !== 'object' || raw === null) return null
  const { texts, cover } = raw as Partial<Record<keyof TagEdits, unknown>>
  const stored = typeof texts === 'object' && texts !== null ? texts : {}
  const kept = TEXT_TAGS.flatMap((field) => {
    const value = (stored as Readonly<Record<string, unknown>>)[field]
    return typeof value === 'string' ? [[field, value] as const] : []
  })
  const picture = parseCover(cover)
  return {
    texts: Object.fromEntries(kept),
    ...(picture === undefined ? {} : { cover: picture }),
  }
}

const parseCover = (raw: unknown): TagEdits['cover'] => {
  if (raw === null) return null
  if (typeof raw !== 'object') return undefined
  const { mimeType, bytes } = raw as { readonly mimeType?: unknown; readonly bytes?: unknown }
  return typeof mimeType === 'string' && bytes instanceof Uint8Array
    ? { mimeType, bytes }
    : undefined
}
