import type { Analysis } from '../../analysis'
import { blockCount, blockPower } from '../../evidence/blocks'
import { latticeOf } from '../../evidence/codec-lattice'
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
    // There it is the share of all of the power, here what lies under the bass.
    case 'shareDb':
      return [10 * Math.log10(subsonicShare(evidence))]
    case 'offset':
      return [latticeOf(evidence.offsets)?.offset ?? Number.NaN]
    case 'lu':
      return [Math.abs(value)]
    default:
      return [value]
  }
}

const subsonicShare = ({ low, samples }: Examined['evidence']): number => {
  const even = low.filter(({ isQuiet }) => !isQuiet)
  // Bins of a Hann window add up to its noise bandwidth, 1.5 bins; a full-scale sine has a mean square of 1/2.
  const rumble = even.reduce((sum, { subsonic }) => sum + subsonic, 0) / even.length / 1.5 / 2
  const count = blockCount(samples.blocks)
  let total = 0
  for (let block = 0; block < count; block++) total += blockPower(samples.blocks, block) / count
  return rumble / total
}
