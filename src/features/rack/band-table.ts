import type { ParameterSpec } from '../../chain/parameter'

export interface BandTable {
  /** Parameters of the module as a whole. */
  readonly single: readonly ParameterSpec[]
  readonly headings: readonly string[]
  readonly bands: readonly Band[]
}

export interface Band {
  /** "1", "2", … */
  readonly name: string
  readonly cells: readonly { readonly spec: ParameterSpec; readonly heading: string }[]
}

/** Labels like "Band 3 frequency": everything up to the number names the band, the rest the column. */
const BAND_LABEL = /^(.*?\b(\d+))\s+(.+)$/
const FEWEST_BANDS = 2
const FEWEST_COLUMNS = 2

/**
 * Finds parameters that repeat per band, by their numbered labels, and lays them out as a table;
 * whatever does not repeat stays single.
 */
export const bandTableOf = (parameters: readonly ParameterSpec[]): BandTable => {
  const bands = new Map<string, { spec: ParameterSpec; heading: string }[]>()
  const single: ParameterSpec[] = []
  for (const spec of parameters) {
    const match = BAND_LABEL.exec(spec.label)
    const [, , number, rest] = match ?? []
    if (number === undefined || rest === undefined) {
      single.push(spec)
      continue
    }
    const cells = bands.get(number) ?? []
    cells.push({ spec, heading: rest.charAt(0).toUpperCase() + rest.slice(1) })
    bands.set(number, cells)
  }
  const rows = [...bands].map(([name, cells]) => ({ name, cells }))
  const first = rows[0]?.cells ?? []
  if (rows.length < FEWEST_BANDS || first.length < FEWEST_COLUMNS)
    return { single: parameters, headings: [], bands: [] }
  return { single, headings: first.map(({ heading }) => heading), bands: rows }
}
