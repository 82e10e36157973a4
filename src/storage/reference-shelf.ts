import { parseFingerprint } from '../analysis/fingerprint/parse-fingerprint'
import type { Reference } from '../store/reference'

/** More are not kept: some kilobytes each, in a store that allows a few megabytes. */
export const MOST_REFERENCES = 64

const VERSION = 1

/** References out of storage or a file; entries that are none are left out, and so are those beyond the 64th. */
export const parseReferences = (raw: unknown): readonly Reference[] | undefined => {
  if (!Array.isArray(raw)) return undefined
  return raw
    .flatMap((entry: unknown): readonly Reference[] => {
      if (typeof entry !== 'object' || entry === null) return []
      const { id, name, fingerprint } = entry as Readonly<Record<string, unknown>>
      const parsed = parseFingerprint(fingerprint)
      if (typeof id !== 'string' || typeof name !== 'string' || name === '' || !parsed) return []
      return [{ id, name, fingerprint: parsed }]
    })
    .slice(0, MOST_REFERENCES)
}

/** The shelf as a file to pass on: measurements and names, no audio. */
export const shelfToJson = (references: readonly Reference[]): string =>
  JSON.stringify({ kind: 'trackmaster-references', version: VERSION, references })

/** What such a file holds; null where it is none that this version knows. */
export const parseShelf = (json: string): readonly Reference[] | null => {
  try {
    const raw = JSON.parse(json) as Readonly<Record<string, unknown>> | null
    if (raw?.kind !== 'trackmaster-references' || raw.version !== VERSION) return null
    const references = parseReferences(raw.references)
    return references && references.length > 0 ? references : null
  } catch {
    return null
  }
}
