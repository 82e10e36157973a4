import type { Recipe } from '../chain/recipe'
import type { TrackFacts } from '../core/track-facts'
import type { CodecChange } from '../delivery/codec-change'
import type { CodecMargin } from '../delivery/hold-after-codec'
import type { DeliverySettings } from '../delivery/settings'
import type { FileCheck } from '../delivery/verify-file'
import type { AudioHash } from '../engine/inspect'
import type { Verdict } from '../mastering/landing/verdict'
import type { SecondReading } from '../second-meter/second-meter'

export const REPORT_SCHEMA = 'trackmaster-report'
export const REPORT_VERSION = 3

/** A number that is not measurable is null; −∞ too, since JSON has no such number. */
export type Figure = number | null

/**
 * What became of one track: plain, versioned JSON (docs/report.schema.json), without anything of the machine that made it.
 * Levels in LUFS, dBTP, dBFS; lengths in frames and seconds.
 */
export interface Report {
  readonly schema: typeof REPORT_SCHEMA
  readonly version: typeof REPORT_VERSION
  readonly tool: {
    readonly name: 'TrackMaster'
    readonly version: string
    readonly build: string | null
  }
  /** ISO 8601, UTC. */
  readonly created: string
  readonly source: ReportedSource
  readonly destination: ReportedDestination
  readonly verdict: Verdict & { readonly words: string }
  readonly measurements: readonly MeasuredRow[]
  readonly meters: MeterComparison
  readonly curves: Curves
  readonly findings: readonly { readonly kind: string; readonly words: string }[]
  readonly moves: readonly ReportedMove[]
  /** All that is switched on, whoever did it. */
  readonly modules: readonly ReportedModule[]
  readonly recipe: Recipe
  /** SHA-256 of the recipe as canonical JSON. */
  readonly recipeSha256: string
  readonly file: DeliveredFileFacts
  readonly tags: ReportedTags
  readonly check: ReportedCheck
  /** Of a lossy file. */
  readonly codec: ReportedCodec | null
  /** What the second meter read and counted; of the file null where it has no decoder here. A lossless file is the master. */
  readonly details: {
    readonly original: SecondReading | null
    readonly master: SecondReading | null
    readonly file: SecondReading | null
  }
}

/** The file that was opened. */
export interface ReportedSource
  extends Pick<
    TrackFacts,
    | 'name'
    | 'sizeBytes'
    | 'container'
    | 'codec'
    | 'bitDepth'
    | 'sampleRate'
    | 'channelCount'
    | 'lengthFrames'
  > {
  readonly sha256: string
  readonly audio: AudioHash
}

export interface ReportedDestination {
  readonly id: string
  readonly label: string
  readonly targetLufs: number
  readonly ceilingDbtp: number
  /** null: the target was to be reached. */
  readonly leastGrade: number | null
  readonly style: string
  readonly intensityPercent: number
  /** Year and month in which the destination's rules were last looked up; null for numbers of one's own. */
  readonly rulesChecked: string | null
}

/** A row of the page's table. */
export interface MeasuredRow {
  readonly label: string
  readonly unit: string
  readonly original: Figure
  readonly master: Figure
}

/** One quantity as both meters read it. */
export interface MeterRow {
  readonly signal: 'original' | 'master' | 'file'
  readonly label: string
  readonly unit: string
  /** By the engine's meter. */
  readonly first: Figure
  /** By the second meter. */
  readonly second: Figure
  /** They may differ by this much. */
  readonly tolerance: number
  readonly agrees: boolean
}

export interface MeterComparison {
  readonly rows: readonly MeterRow[]
  /** False where the file has no decoder here: then there is nothing to compare it with. */
  readonly readFile: boolean
  readonly agree: boolean
}

export interface Curves {
  readonly shortTerm: {
    /** Between two values. */
    readonly hopSeconds: number
    readonly originalLufs: readonly Figure[]
    readonly masterLufs: readonly Figure[]
  }
  /** Third octaves; dB, a full-scale sine reads 0. null where it was not measured. */
  readonly spectrum: {
    readonly centresHz: readonly number[]
    readonly originalDb: readonly Figure[]
    readonly masterDb: readonly Figure[]
  } | null
}

/** A move of the proposal. */
export interface ReportedMove {
  readonly id: string
  /** As the page calls it. */
  readonly name: string
  readonly reason: string
  /** What it sets. */
  readonly words: string
  /** False: a person left it out. */
  readonly on: boolean
  readonly amountPercent: number
}

/** The codec proof of a lossy file: encoded, decoded, aligned and measured as a whole. */
export interface ReportedCodec {
  readonly encoder: string
  /** null: nobody could decode it here. */
  readonly decoder: string | null
  readonly quality: string
  /** Of the decoded file, as are the next. */
  readonly integratedLufs: number | null
  readonly truePeakDbtp: number | null
  /** Below 0 where it is over. */
  readonly underCeilingDb: number | null
  readonly underFullScaleDb: number | null
  readonly clippedSamples: number | null
  readonly lengthFrames: number
  readonly change: CodecChange | null
  /** What it took to have the file where it should be. */
  readonly aim: CodecMargin | null
}

/** A module that is switched on. */
export interface ReportedModule {
  readonly moduleId: string
  /** As the page calls the module. */
  readonly label: string
  /** What differs from the module's defaults. */
  readonly settings: readonly { readonly label: string; readonly value: string }[]
}

export interface DeliveredFileFacts {
  readonly name: string
  readonly sizeBytes: number
  /** Of all its bytes: another tag makes it another. */
  readonly sha256: string
  /** Of the samples as WAV holds them, the same in every lossless format; null for a lossy one. */
  readonly audioMd5: string | null
  readonly format: string
  readonly settings: DeliverySettings
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  readonly durationSeconds: number
  readonly dither: ReportedDither
}

/** How the samples were rounded. */
export interface ReportedDither {
  /** 'none' where nothing was dithered, whatever was asked for. */
  readonly kind: DeliverySettings['dither']
  readonly frames: number
  readonly words: string
}

/** What the file says of its music, and what of the source it does not. */
export interface ReportedTags {
  readonly written: readonly { readonly name: string; readonly value: string }[]
  readonly dropped: readonly { readonly name: string; readonly words: string }[]
}

/** What a second look at the file found. */
export interface ReportedCheck extends Omit<FileCheck, 'checksum' | 'codec'> {
  readonly words: string
  /** The destination's, dBTP. */
  readonly ceilingDbtp: number
  /** Of the file, decoded minus target, LU; null where it is not measurable. */
  readonly overTargetLu: number | null
  /** Gain that a player which brings all to the target will apply, dB. */
  readonly playerGainDb: number | null
  /** dB; below 0 where it is over. */
  readonly underCeilingDb: number | null
}
