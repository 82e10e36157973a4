import type { ChannelChoice } from '../../core/channel-choice'
import { RECORD_VERSION, type SavedTrack, savedHistory } from '../../storage/saved-track'
import { PERSISTS, type StudioState } from '../../store/studio-state'
import type { TrackState } from '../../store/tracks'

const WORK_KEYS = (Object.keys(PERSISTS) as (keyof typeof PERSISTS)[]).filter(
  (key) => PERSISTS[key] === 'work',
)

/** Did anything change that is stored per track? */
export const workChanged = (state: StudioState, before: StudioState): boolean =>
  WORK_KEYS.some((key) => state[key] !== before[key])

/** What the page knows of a track beyond the store. */
export interface SavedFile {
  readonly sizeBytes: number
  readonly hasAudio: boolean
}

/** The record of one track as the store has it now. */
export const recordOf = (
  state: StudioState,
  { id, name, channels }: TrackState,
  { sizeBytes, hasAudio }: SavedFile,
  pageId: string,
  savedAtMs: number,
): SavedTrack => {
  const history = state.recipes[id]
  return {
    version: RECORD_VERSION,
    id,
    name,
    sizeBytes,
    pageId,
    savedAtMs,
    position: state.tracks.findIndex((track) => track.id === id),
    selected: state.selectedId === id,
    hasAudio,
    dismissed: false,
    history: history ? savedHistory(history) : null,
    loopRegion: state.loopRegions[id] ?? null,
    tagEdits: state.tagEdits[id] ?? null,
    channels,
  }
}

/** Do two states give the same record of a track, save the time? By identity: states are immutable. */
export const sameRecord = (id: string, a: StudioState, b: StudioState): boolean =>
  a.recipes[id] === b.recipes[id] &&
  a.loopRegions[id] === b.loopRegions[id] &&
  a.tagEdits[id] === b.tagEdits[id] &&
  (a.selectedId === id) === (b.selectedId === id) &&
  channelsOf(a, id) === channelsOf(b, id) &&
  placeOf(a, id) === placeOf(b, id)

const channelsOf = (state: StudioState, id: string): ChannelChoice | null | undefined =>
  state.tracks.find((track) => track.id === id)?.channels

const placeOf = (state: StudioState, id: string): number =>
  state.tracks.findIndex((track) => track.id === id && track.facts !== null)
