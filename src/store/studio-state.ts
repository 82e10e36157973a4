import type { Signal, TrackId } from '../engine/protocol'
import type { RecipeHistory } from './history'
import type { TrackState } from './tracks'

export type JobKind = 'decoding' | 'analysing' | 'mastering' | 'exporting'

/** One piece of long work as the page shows it; its cancel switch lives in the session. */
export interface JobState {
  readonly trackId: TrackId
  readonly kind: JobKind
  /** 0…1 */
  readonly fraction: number
}

/** A sentence for the user: trouble asks for a next step, a note only tells. */
export interface Message {
  readonly id: number
  readonly kind: 'trouble' | 'note'
  readonly sentence: string
}

export type Theme = 'system' | 'dark' | 'light'

/** All that the page remembers: serialisable, no audio, no handles. */
export interface StudioState {
  readonly tracks: readonly TrackState[]
  readonly selectedId: TrackId | null
  readonly recipes: Readonly<Record<TrackId, RecipeHistory>>
  readonly jobs: readonly JobState[]
  readonly playing: boolean
  readonly loop: boolean
  readonly listenTo: Signal
  readonly matchLoudness: boolean
  readonly openModuleId: string | null
  readonly theme: Theme
  readonly messages: readonly Message[]
}

/** Does a key outlive the page? Each says so here; storing them is for the storage layer to do. */
export const PERSISTS: Readonly<Record<keyof StudioState, boolean>> = {
  tracks: true,
  selectedId: true,
  recipes: true,
  jobs: false,
  playing: false,
  loop: true,
  listenTo: false,
  matchLoudness: true,
  openModuleId: true,
  theme: true,
  messages: false,
}

export const EMPTY_STUDIO: StudioState = {
  tracks: [],
  selectedId: null,
  recipes: {},
  jobs: [],
  playing: false,
  loop: false,
  listenTo: 'master',
  matchLoudness: true,
  openModuleId: null,
  theme: 'system',
  messages: [],
}
