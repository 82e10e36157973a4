/** The value as JSON may hold it: −∞ and NaN are null, typed arrays lists. */
export const plain = (value: unknown): unknown => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (value instanceof Float32Array || value instanceof Float64Array)
    return Array.from(value, (number) => plain(Math.round(number * 1000) / 1000))
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]))
}

/** The text of JSON: keys in alphabetical order, so that equal values give equal text. */
export const canonicalJson = (value: unknown): string =>
  `${JSON.stringify(sorted(plain(value)), null, 2)}\n`

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, entry]) => [key, sorted(entry)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
