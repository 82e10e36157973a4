import type { MatchWish } from '../chain/match'
import type { TagEdits } from '../core/tag-edits'
import type { Signal, TrackId } from '../core/track'
import { DEFAULT_DELIVERY, type DeliverySettings } from '../delivery/settings'
import type { Output } from '../monitor/page/player'
import { type AlbumHeard, type AlbumPlan, EMPTY_ALBUM } from './album'
import { type Batch, EMPTY_BATCH } from './batch'
import type { RecipeHistory } from './history'
import type { Reference } from './reference'
import type { SavedTrackInfo } from './saved-track-info'
import type { TrackState } from './tracks'

export type JobKind =
  | 'decoding'
  | 'analysing'
  | 'measuring'
  | 'matching'
  | 'mastering'
  | 'grading'
  | 'pricing'
  | 'exporting'

/** One piece of long work as the page shows it; its cancel switch lives in the session. */
export interface JobState {
  readonly trackId: TrackId
  readonly kind: JobKind
  /** 0…1 */
  readonly fraction: number
}

/** A sentence for the user: an error asks for a next step, a note only tells. */
export interface Message {
  readonly id: number
  readonly kind: 'error' | 'note'
  readonly sentence: string
}

/** A file that could not be opened, and why. */
export interface UnopenedFile {
  readonly id: TrackId
  readonly name: string
  readonly sentence: string
}

/** A stretch of a track, seconds; the end is after the start. */
export interface LoopRegion {
  readonly startSeconds: number
  readonly endSeconds: number
}

/** Shorter loops are a tone, not a passage. */
export const SHORTEST_LOOP_SECONDS = 0.1

/** What a person may choose for the audio in memory; beyond it audio lies on disk. */
export const AUDIO_MEMORY_MIB: readonly number[] = [16, 32, 64, 128, 256, 512, 1024, 2048]

export type Theme = 'system' | 'dark' | 'light'

/** How the plots are set. */
export interface PlotSettings {
  /** What stands over the transport. */
  readonly timeView: 'waveform' | 'loudness'
  /** What stands beside the module. */
  readonly scope: 'spectrum' | 'reduction' | 'stereo'
  readonly thirdOctaves: boolean
  /** Gain reduction of the whole track, or of the last seconds. */
  readonly wholeReduction: boolean
  /** EBU Mode: loudness relative to the target, or absolute. */
  readonly meterUnit: 'LU' | 'LUFS'
  /** EBU Mode: −18 … +9 LU, or −36 … +18 LU. */
  readonly meterScale: 9 | 18
}

/** What can be listened to on the page: a signal of the selected track, or a reference beside it. */
export type Heard = Signal | 'reference'

/** What was wished of the references, and when: milliseconds since 1970. */
export interface RememberedWish extends MatchWish {
  readonly atMs: number
}

/** All that the page remembers: serialisable, no audio, no handles. */
export interface StudioState {
  readonly tracks: readonly TrackState[]
  readonly selectedId: TrackId | null
  readonly recipes: Readonly<Record<TrackId, RecipeHistory>>
  readonly jobs: readonly JobState[]
  readonly playing: boolean
  /** Times that the sound ran out while it played, since the page opened. */
  readonly underruns: number
  readonly loop: boolean
  /** The stretch that a loop repeats; absent = the whole track. */
  readonly loopRegions: Readonly<Record<TrackId, LoopRegion>>
  /** What a person says of a track, over its file's tags; absent = nothing. */
  readonly tagEdits: Readonly<Record<TrackId, TagEdits>>
  readonly listenTo: Heard
  /** References whose audio this page has. */
  readonly audibleReferences: readonly string[]
  /** Length of the reference that is heard; null while none is. */
  readonly heardReferenceSeconds: number | null
  readonly matchLoudness: boolean
  readonly output: Output
  /** Whose player, or what room, both signals are heard as. */
  readonly playAs: string
  /** Only what this module does is heard; null = the whole chain. */
  readonly soloId: string | null
  /** … and in it only what this move of the proposal sets. */
  readonly soloMoveId: string | null
  readonly openModuleId: string | null
  readonly theme: Theme
  /** Do single letters and digits act as keys of the page? */
  readonly letterKeys: boolean
  /** As the last file was asked for. */
  readonly exportSettings: DeliverySettings
  /** Of the names of exported files, without extension. */
  readonly nameTemplate: string
  readonly plots: PlotSettings
  /** MiB of audio in memory at most, for all tracks; null: by the machine. */
  readonly audioMemoryMiB: number | null
  /** The shelf: every reference that this browser knows. */
  readonly references: readonly Reference[]
  /** What was wished of them last: tracks that are opened start with it. null: nothing. */
  readonly matchWish: RememberedWish | null
  readonly messages: readonly Message[]
  /** How the open tracks make an album. */
  readonly album: AlbumPlan
  /** The transport is the album's while there is one. */
  readonly albumHeard: AlbumHeard | null
  /** The queue of "Export all". */
  readonly batch: Batch
  /** A reload cut the queue short: files that are not done yet, and all; null = it did not. */
  readonly cutShort: { readonly left: number; readonly of: number } | null
  /** Files that could not be opened, newest last: the queue says so, and may try them again. */
  readonly unopened: readonly UnopenedFile[]
  /** Work of earlier pages that can be taken up again. */
  readonly recoverable: readonly SavedTrackInfo[]
  /** Open files whose audio is still being written into storage: a reload now would ask for them again. */
  readonly unsavedFiles: number
  /** Times that stored work is being read just now, before its tracks are there. */
  readonly restoring: number
}

/**
 * Does a key outlive the page? Each says so here, and the storage layer asks nobody else:
 * `false` is forgotten, `work` is stored per track, `preference` per browser.
 */
export const PERSISTS = {
  tracks: 'work',
  selectedId: 'work',
  recipes: 'work',
  jobs: false,
  playing: false,
  underruns: false,
  loop: 'preference',
  loopRegions: 'work',
  tagEdits: 'work',
  listenTo: false,
  audibleReferences: false,
  heardReferenceSeconds: false,
  matchLoudness: 'preference',
  output: false,
  playAs: false,
  soloId: false,
  soloMoveId: false,
  openModuleId: 'preference',
  theme: 'preference',
  letterKeys: 'preference',
  exportSettings: 'preference',
  nameTemplate: 'preference',
  plots: 'preference',
  audioMemoryMiB: 'preference',
  references: 'preference',
  matchWish: 'preference',
  messages: false,
  album: false,
  albumHeard: false,
  batch: false,
  cutShort: false,
  unopened: false,
  recoverable: false,
  unsavedFiles: false,
  restoring: false,
} as const satisfies Readonly<Record<keyof StudioState, 'work' | 'preference' | false>>

type KeysThatPersistAs<P extends 'work' | 'preference'> = {
  [Key in keyof typeof PERSISTS]: (typeof PERSISTS)[Key] extends P ? Key : never
}[keyof typeof PERSISTS]

export type WorkKey = KeysThatPersistAs<'work'>
export type PreferenceKey = KeysThatPersistAs<'preference'>

export const EMPTY_STUDIO: StudioState = {
  tracks: [],
  selectedId: null,
  recipes: {},
  jobs: [],
  playing: false,
  underruns: 0,
  loop: false,
  loopRegions: {},
  tagEdits: {},
  listenTo: 'master',
  audibleReferences: [],
  heardReferenceSeconds: null,
  matchLoudness: true,
  output: 'stereo',
  playAs: 'as-delivered',
  soloId: null,
  soloMoveId: null,
  openModuleId: null,
  theme: 'dark',
  letterKeys: true,
  exportSettings: DEFAULT_DELIVERY,
  nameTemplate: '{name} (master)',
  plots: {
    timeView: 'waveform',
    scope: 'spectrum',
    thirdOctaves: false,
    wholeReduction: true,
    meterUnit: 'LUFS',
    meterScale: 9,
  },
  references: [],
  matchWish: null,
  messages: [],
  album: EMPTY_ALBUM,
  albumHeard: null,
  batch: EMPTY_BATCH,
  cutShort: null,
  audioMemoryMiB: null,
  unopened: [],
  recoverable: [],
  unsavedFiles: 0,
  restoring: 0,
}
