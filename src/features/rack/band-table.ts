import type { ParameterSpec } from '../../chain/parameter'

export interface BandTable {
  /** Parameters of the module as a whole. */
  readonly single: readonly ParameterSpec[]
  readonly headings: readonly string[]
  readonly bands: readonly BandRow[]
}

export interface BandRow {
  /** "1", "2", … */
  readonly name: string
  readonly cells: readonly { readonly spec: ParameterSpec; readonly heading: string }[]
}

/** Parameters that repeat per band as the rows of a table; those of the module as a whole stay single. */
export const bandTableOf = (parameters: readonly ParameterSpec[]): BandTable => {
  const rows = new Map<number, { spec: ParameterSpec; heading: string }[]>()
  for (const spec of parameters) {
    if (!spec.band) continue
    const cells = rows.get(spec.band.number) ?? []
    cells.push({ spec, heading: spec.band.heading })
    rows.set(spec.band.number, cells)
  }
  const bands = [...rows].map(([number, cells]) => ({ name: String(number), cells }))
  return {
    single: parameters.filter(({ band }) => !band),
    headings: bands[0]?.cells.map(({ heading }) => heading) ?? [],
    bands,
  }
}
