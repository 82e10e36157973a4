import { type Envelope, PEAK_BLUR_FRAMES } from '../../analysis/envelope'
import type { HopGain } from './hop-gains'

/** Where a limiter has its workers full. */
export interface LimitedStretches {
  readonly hopFrames: number
  /** Hops `first` … `end` − 1, in order. */
  readonly stretches: readonly { readonly first: number; readonly end: number }[]
  /** The smallest gain (linear) of this hop and those that a peak noted in it may lie in. */
  readonly gainAround: HopGain
}

/** Stretches that are nearer to each other are one: reading what lies between costs less than beginning anew. */
const HOPS_JOINED = 4

/**
 * The hops whose peaks, by the limiter's own detector and after `gain` (per hop; null = 1), are at least
 * `least` (linear, of the undriven signal). Valid as long as `gain` is.
 */
export const limitedStretches = (
  { pages, hopFrames }: Pick<Envelope, 'pages' | 'hopFrames'>,
  gain: HopGain | null,
  least: number,
): LimitedStretches => {
  const stretches: { first: number; end: number }[] = []
  for (const { peak, firstHop } of pages)
    for (let at = 0; at < peak.length; at++) {
      const top = peak[at] as number
      const hop = firstHop + at
      if (top < least || top * (gain?.(hop) ?? 1) < least) continue
      const last = stretches.at(-1)
      if (last && hop <= last.end + HOPS_JOINED) last.end = hop + 1
      else stretches.push({ first: hop, end: hop + 1 })
    }
  const reach = Math.ceil(PEAK_BLUR_FRAMES / hopFrames)
  const gainAround = (hop: number): number => {
    let smallest = 1
    if (gain)
      for (let near = hop - reach; near <= hop + reach; near++)
        smallest = Math.min(smallest, gain(near))
    return smallest
  }
  return { hopFrames, stretches, gainAround }
}
