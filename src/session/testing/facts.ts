import type { Analysis } from '../../analysis/analysis'
import type { Recipe } from '../../chain/recipe'
import type { TrackFacts } from '../../core/track-facts'
import type { DeliveredFile } from '../../delivery/deliver-track'
import type { MasteredTrack } from '../../engine/calls'

const RATE = 48_000
const SECONDS = 10

/** A file of 10 s, stereo at 48 kHz. */
export const factsOf = (name: string): TrackFacts => ({
  name,
  sizeBytes: 1,
  container: 'WAV',
  codec: 'PCM 24-bit',
  bitDepth: 24,
  sampleRate: RATE,
  channelCount: 2,
  lengthFrames: RATE * SECONDS,
  tags: {},
  remarks: [],
})

export const NO_PEAKS = { bins: 0, values: new Float32Array(0) }

/** Audio of this loudness with nothing to find in it. */
export const analysisOf = (integratedLufs: number): Analysis => ({
  sampleRate: RATE,
  channelCount: 2,
  lengthFrames: RATE * SECONDS,
  durationSeconds: SECONDS,
  loudness: {
    integratedLufs,
    maximumMomentaryLufs: integratedLufs,
    maximumShortTermLufs: integratedLufs,
    loudnessRangeLu: 0,
    seriesHopSeconds: 0.1,
    momentaryLufs: new Float32Array(0),
    shortTermLufs: new Float32Array(0),
  },
  truePeakDbtp: -3,
  samplePeakDbfs: -3,
  peakToLoudnessLu: -3 - integratedLufs,
  correlation: 0.5,
  sidesDb: -4.8,
  dcOffset: [0, 0],
  spectrum: { fineDb: new Float32Array(0), thirdDb: new Float32Array(0) },
  findings: [],
})

/** A render of `recipe` exactly on its target; as landed, the recipe is another object than the one asked for. */
export const masterOf = (recipe: Recipe): MasteredTrack => ({
  recipe: { ...recipe },
  analysis: analysisOf(recipe.targetLufs),
  verdict: { status: 'unmeasurable', reason: 'too-short' },
  reductions: [],
  passes: 1,
  peaks: NO_PEAKS,
})

/** A checked file of this many frames. */
export const deliveredOf = (lengthFrames: number, sampleRate = RATE): DeliveredFile<Blob> => ({
  file: new Blob(['wave']),
  extension: 'wav',
  verdict: { status: 'unmeasurable', reason: 'too-short' },
  margin: null,
  ceilingDbtp: -1,
  ditheredFrames: lengthFrames,
  check: {
    kind: 'same',
    sampleRate,
    lengthFrames,
    integratedLufs: -14,
    truePeakDbtp: -1,
    clippedSamples: 0,
    checksum: null,
    codec: null,
  },
})
