/** Is this an object with entries, as a parser of stored or foreign JSON wants it: neither null nor an array? */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
