/** How an edge rises from silence over its length. */
export interface Fade {
  /** 0 = no fade. */
  readonly lengthFrames: number
  /** Two unlike sounds keep their power across an `equal-power` crossfade, two alike ones across an `equal-gain` one. */
  readonly curve: 'equal-power' | 'equal-gain'
}

/**
 * Linear gain `distanceFrames` inside the edge: above 0 at the first frame, 1 from the fade's length on.
 * Square root and division only, so that every engine gives the same bits.
 */
export const fadeGain = ({ lengthFrames, curve }: Fade, distanceFrames: number): number => {
  if (distanceFrames >= lengthFrames) return 1
  const share = (distanceFrames + 0.5) / lengthFrames
  return curve === 'equal-gain' ? share : Math.sqrt(share)
}
