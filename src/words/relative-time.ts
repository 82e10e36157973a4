const DAY_MS = 86_400_000

const startOfDay = (atMs: number): number => new Date(atMs).setHours(0, 0, 0, 0)

/** "earlier today", "yesterday", "Tuesday" within the week, else "12 November". */
export const whenSentence = (atMs: number, nowMs: number): string => {
  // Rounded: a day that the clock was changed in is not 24 hours long.
  const days = Math.round((startOfDay(nowMs) - startOfDay(atMs)) / DAY_MS)
  if (days <= 0) return 'earlier today'
  if (days === 1) return 'yesterday'
  const date = new Date(atMs)
  if (days < 7) return date.toLocaleDateString('en-GB', { weekday: 'long' })
  const year = days > 300 ? ({ year: 'numeric' } as const) : {}
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', ...year })
}

/** "640 kB", "41.2 MB", "1.20 GB" */
export const sizeText = (bytes: number): string => {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} kB`
  return bytes < 1_000_000_000
    ? `${(bytes / 1_000_000).toFixed(1)} MB`
    : `${(bytes / 1_000_000_000).toFixed(2)} GB`
}
