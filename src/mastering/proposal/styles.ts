/**
 * Styles: starting points kept as data, in mastering terms. `propose` turns one into module settings
 * for a track; nothing here is tied to how a module names its parameters.
 */
export interface Style {
  /** kebab-case; stored in recipes. */
  readonly id: string
  readonly label: string
  /** One sentence for people. */
  readonly summary: string
  /** Broad moves at full intensity, |gain| ≤ {@link EQ_LIMIT_DB}. */
  readonly equaliser: readonly EqualiserMove[]
  /** Glue at full intensity; null = no compression. */
  readonly compressor: CompressorMove | null
}

export interface EqualiserMove {
  /** 1…8 */
  readonly band: number
  readonly type: 'low-shelf' | 'bell' | 'high-shelf'
  readonly freqHz: number
  readonly gainDb: number
  readonly q: number
}

export interface CompressorMove {
  /** Above the level that one channel has at the track's integrated loudness, dB: a style works alike on quiet and loud mixes. */
  readonly thresholdAboveProgrammeDb: number
  readonly ratio: number
  readonly kneeDb: number
  readonly attackMs: number
  readonly releaseMs: number
  /** Side-chain high-pass: keeps bass drums from pumping the rest. */
  readonly sidechainHighPassHz: number
}

/** Sources: bounds: never more than 3 dB of equalisation … */
export const EQ_LIMIT_DB = 3
/** … nor 3 dB of compression on average; … */
export const COMPRESSOR_LIMIT_DB = 3
/** … largest ratio of a bus compressor (sources: compressor). */
export const BUS_RATIO_LIMIT = 2.5

export const CLEAN_ID = 'clean'
export const DEFAULT_STYLE_ID: StyleId = 'balanced'
export const DEFAULT_INTENSITY_PERCENT = 50

export const STYLES = [
  {
    id: CLEAN_ID,
    label: 'Clean',
    summary: 'Level and ceiling only: nothing else touches the sound.',
    equaliser: [],
    compressor: null,
  },
  {
    id: 'balanced',
    label: 'Balanced',
    summary: 'A little weight, a little air, and gentle glue.',
    equaliser: [
      { band: 2, type: 'low-shelf', freqHz: 90, gainDb: 1, q: 0.7 },
      { band: 3, type: 'bell', freqHz: 320, gainDb: -1, q: 0.8 },
      { band: 7, type: 'high-shelf', freqHz: 9000, gainDb: 1.5, q: 0.7 },
    ],
    compressor: {
      thresholdAboveProgrammeDb: 0,
      ratio: 1.5,
      kneeDb: 6,
      attackMs: 30,
      releaseMs: 200,
      sidechainHighPassHz: 90,
    },
  },
  {
    id: 'warm',
    label: 'Warm',
    summary: 'Fuller low mids, a softer top, slow glue.',
    equaliser: [
      { band: 2, type: 'low-shelf', freqHz: 140, gainDb: 2, q: 0.6 },
      { band: 6, type: 'bell', freqHz: 3200, gainDb: -1.5, q: 0.7 },
      { band: 7, type: 'high-shelf', freqHz: 8000, gainDb: -2, q: 0.6 },
    ],
    compressor: {
      thresholdAboveProgrammeDb: -2,
      ratio: 1.5,
      kneeDb: 8,
      attackMs: 30,
      releaseMs: 300,
      sidechainHighPassHz: 60,
    },
  },
  {
    id: 'bright',
    label: 'Bright',
    summary: 'Clearer presence and open air over a leaner low end.',
    equaliser: [
      { band: 3, type: 'bell', freqHz: 250, gainDb: -1.5, q: 0.7 },
      { band: 6, type: 'bell', freqHz: 4000, gainDb: 1.5, q: 0.7 },
      { band: 7, type: 'high-shelf', freqHz: 10_000, gainDb: 2.5, q: 0.7 },
    ],
    compressor: {
      thresholdAboveProgrammeDb: 0,
      ratio: 1.4,
      kneeDb: 6,
      attackMs: 20,
      releaseMs: 150,
      sidechainHighPassHz: 90,
    },
  },
  {
    id: 'punchy',
    label: 'Punchy',
    summary: 'Attacks pass, bodies are held: drums step forward.',
    equaliser: [
      { band: 2, type: 'low-shelf', freqHz: 80, gainDb: 1.5, q: 0.7 },
      { band: 4, type: 'bell', freqHz: 400, gainDb: -1.5, q: 0.8 },
      { band: 6, type: 'bell', freqHz: 3500, gainDb: 1, q: 0.8 },
    ],
    compressor: {
      thresholdAboveProgrammeDb: -2,
      ratio: 2,
      kneeDb: 4,
      attackMs: 50,
      releaseMs: 100,
      sidechainHighPassHz: 110,
    },
  },
  {
    id: 'loud',
    label: 'Loud',
    summary: 'Dense and forward, so that less is left for the limiter.',
    equaliser: [
      { band: 3, type: 'bell', freqHz: 300, gainDb: -1, q: 0.7 },
      { band: 6, type: 'bell', freqHz: 2800, gainDb: 1.5, q: 0.6 },
      { band: 7, type: 'high-shelf', freqHz: 9000, gainDb: 1.5, q: 0.7 },
    ],
    compressor: {
      thresholdAboveProgrammeDb: -3,
      ratio: 2,
      kneeDb: 6,
      attackMs: 10,
      releaseMs: 120,
      sidechainHighPassHz: 90,
    },
  },
] as const satisfies readonly Style[]

export type StyleId = (typeof STYLES)[number]['id']

/** The style with this id; Clean for one that this version does not know. */
export const styleOf = (id: string): Style => STYLES.find((style) => style.id === id) ?? STYLES[0]
