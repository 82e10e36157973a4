import { parseFingerprint } from '../analysis/fingerprint/parse-fingerprint'
import { parseWeights } from '../chain/match'
import { isRecord } from '../core/is-record'
import type { Reference } from '../store/reference'
import type { ShelfChange } from '../store/shelf-change'

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

/** What a stored step did to the shelf; null for anything else. */
export const parseShelfChange = (raw: unknown): ShelfChange | null => {
  if (!isRecord(raw)) return null
  if (raw.kind === 'added') {
    const references = parseReferences(raw.references) ?? []
    return references.length > 0 ? { kind: 'added', references } : null
  }
  const [reference] = parseReferences([raw.reference]) ?? []
  const { index } = raw
  if (raw.kind !== 'removed' || !reference) return null
  return { kind: 'removed', reference, index: Number.isInteger(index) ? (index as number) : 0 }
}

/** A shelf that is passed on. */
export interface Shelf {
  readonly references: readonly Reference[]
  /** 0…100 by the id of a reference: how much each counted where it was saved. */
  readonly weights: Readonly<Record<string, number>>
}

/** The shelf as a file to pass on: measurements, names and weights, no audio. */
export const shelfToJson = ({ references, weights }: Shelf): string =>
  JSON.stringify({ kind: 'trackmaster-references', version: VERSION, references, weights })

/** What such a file holds; null where it is none that this version knows. Weights may be missing. */
export const parseShelf = (json: string): Shelf | null => {
  try {
    const raw = JSON.parse(json) as Readonly<Record<string, unknown>> | null
    if (raw?.kind !== 'trackmaster-references' || raw.version !== VERSION) return null
    const references = parseReferences(raw.references)
    if (!references || references.length === 0) return null
    return { references, weights: isRecord(raw.weights) ? parseWeights(raw.weights) : {} }
  } catch {
    return null
  }
}
