/** The value as JSON may hold it: −∞ and NaN are null, typed arrays lists. */
export const plain = (value: unknown): unknown => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (value instanceof Float32Array || value instanceof Float64Array)
    return Array.from(value, (number) => plain(Math.round(number * 1000) / 1000))
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]))
}
