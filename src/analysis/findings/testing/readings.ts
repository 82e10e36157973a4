import type { Analysis } from '../../analysis'
import type { Examined } from '../facts'
import type { Found } from '../finding'
import { pileUpOf } from '../limiting'

/** A number, or several, and how far off they may be read. */
export interface Reading {
  readonly value: number | readonly number[]
  readonly plus: number
  readonly minus: number
}

/** The evidence of a finding under the name that findings-vectors.json gives it. */
export const readingsOf = (
  name: string,
  found: Found,
  { sampleRate, dcOffset, evidence }: Analysis & Examined,
): readonly number[] => {
  const value = found.value ?? Number.NaN
  switch (name) {
    case 'gap95Db':
      return [pileUpOf(evidence.samples).gap95Db]
    case 'percent':
      return dcOffset.map((offset) => offset * 100)
    case 'atSeconds':
      return found.places.map(({ startSeconds }) => startSeconds)
    case 'samples':
      return [Math.abs((value / 1000) * sampleRate)]
    case 'lu':
      return [Math.abs(value)]
    default:
      return [value]
  }
}
