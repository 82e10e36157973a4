/**
 * Three ways to master the same mix, told apart by how much is done: density, tone, width, harmonics, loudness
 * (sources: bounds). `balanced` is what everything starts with.
 */
export interface Approach {
  /** kebab-case; stored in recipes. */
  readonly id: string
  readonly label: string
  /** One sentence for people. */
  readonly summary: string
  /** Of a deviation beyond the corridor, how much is corrected, 0…1. */
  readonly toneShare: number
  /** Does the style's compressor work? */
  readonly glue: boolean
  /** A compressor ahead of the last stage that takes some 2.5 dB off. */
  readonly density: boolean
  /** Light harmonics of tape. */
  readonly tape: boolean
  /** Of the side, 100 = as it is. */
  readonly widthPercent: number
  /** How far from the destination's target, LU. */
  readonly targetOffsetLu: number
}

export const APPROACHES = [
  {
    id: 'open',
    label: 'Open',
    summary: 'Nothing compressed, a little wider, 2 LU below the target: the dynamics of the mix.',
    toneShare: 0.5,
    glue: false,
    density: false,
    tape: false,
    widthPercent: 110,
    targetOffsetLu: -2,
  },
  {
    id: 'balanced',
    label: 'Balanced',
    summary: 'Faults mended, tone corrected where it is far off, the style on top.',
    toneShare: 0.7,
    glue: true,
    density: false,
    tape: false,
    widthPercent: 100,
    targetOffsetLu: 0,
  },
  {
    id: 'dense',
    label: 'Dense',
    summary: 'Compressed and warmed by tape ahead of the limiter: thick and close.',
    toneShare: 0.8,
    glue: false,
    density: true,
    tape: true,
    widthPercent: 100,
    targetOffsetLu: 0,
  },
] as const satisfies readonly Approach[]

/** The approach of this id; Balanced for one that this version does not know. */
export const approachOf = (id: string | undefined): (typeof APPROACHES)[number] =>
  APPROACHES.find((approach) => approach.id === id) ?? APPROACHES[1]

/** The next of them, and the first after the last. */
export const nextApproach = (id: string): (typeof APPROACHES)[number] =>
  APPROACHES[(APPROACHES.indexOf(approachOf(id)) + 1) % APPROACHES.length] ?? APPROACHES[0]
