interface Weighted {
  readonly name: string
  readonly weightPercent: number
}

/** What a match is called by: the weightiest of `references`, and how many more count; '' where none does. */
export const matchName = (references: readonly Weighted[]): string => {
  const counted = references.filter(({ weightPercent }) => weightPercent > 0)
  const [first] = counted.toSorted((a, b) => b.weightPercent - a.weightPercent)
  if (!first) return ''
  return counted.length === 1 ? first.name : `${first.name} and ${counted.length - 1} more`
}
