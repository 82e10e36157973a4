import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TagEdits } from '../core/tag-edits'
import type { TrackId } from '../core/track'
import type { AlbumPlan } from './album'
import { type RecipeActions, recipeActions } from './recipe-actions'
import { EMPTY_STUDIO, type JobKind, type Message, type StudioState } from './studio-state'
import type { TrackState } from './tracks'

/** The page's state and all that may be done to it. Synchronous; nothing here knows the engine. */
export interface Studio extends StoreApi<StudioState>, RecipeActions {
  trackOf(id: TrackId | null): TrackState | undefined
  /** Adds a track; the first one is selected. */
  addTrack(track: TrackState): void
  /** Changes a track that is still there; a closed one stays closed. */
  patchTrack(id: TrackId, patch: Partial<TrackState>): void
  /** Removes a track with its recipe and jobs; its neighbour is selected in its place. */
  removeTrack(id: TrackId): void
  /** What a person says of a track, from now on. */
  setTagEdits(id: TrackId, edits: TagEdits): void
  /** Starts, moves or (null) ends the job of that kind on that track. */
  setJob(trackId: TrackId, kind: JobKind, fraction: number | null): void
  /** Says a sentence once; the same sentence is not stacked. */
  notify(kind: Message['kind'], sentence: string): void
  dismiss(id: number): void
  /** Sets the plots otherwise. */
  setPlots(patch: Partial<StudioState['plots']>): void
  setTheme(theme: StudioState['theme']): void
  setLetterKeys(on: boolean): void
  /** Opens a module of the chain. */
  openModule(moduleId: string): void
  /** Changes how the open tracks make an album. */
  setAlbum(change: (plan: AlbumPlan) => AlbumPlan): void
  setExportSettings(settings: StudioState['exportSettings']): void
  setNameTemplate(template: string): void
}

/** A store of its own, empty unless told otherwise. */
export const createStudio = (initial: StudioState = EMPTY_STUDIO): Studio => {
  const store = createStore<StudioState>(() => initial)
  const { getState: get, setState: set } = store
  let lastMessageId = 0

  const trackOf = (id: TrackId | null): TrackState | undefined =>
    get().tracks.find((track) => track.id === id)

  const addTrack = (track: TrackState): void =>
    set(({ tracks, selectedId }) => ({
      tracks: [...tracks, track],
      selectedId: selectedId ?? track.id,
    }))

  const patchTrack = (id: TrackId, patch: Partial<TrackState>): void =>
    set(({ tracks }) => ({
      tracks: tracks.map((track) => (track.id === id ? { ...track, ...patch } : track)),
    }))

  const removeTrack = (id: TrackId): void =>
    set((state) => {
      const index = state.tracks.findIndex((track) => track.id === id)
      const tracks = state.tracks.filter((track) => track.id !== id)
      const neighbour = tracks[Math.min(index, tracks.length - 1)]
      const { [id]: _gone, ...recipes } = state.recipes
      const { [id]: _region, ...loopRegions } = state.loopRegions
      const { [id]: _edits, ...tagEdits } = state.tagEdits
      return {
        tracks,
        recipes,
        loopRegions,
        tagEdits,
        jobs: state.jobs.filter((job) => job.trackId !== id),
        selectedId: state.selectedId === id ? (neighbour?.id ?? null) : state.selectedId,
      }
    })

  const isJob = (trackId: TrackId, kind: JobKind) => (job: { trackId: TrackId; kind: JobKind }) =>
    job.trackId === trackId && job.kind === kind

  const setJob = (trackId: TrackId, kind: JobKind, fraction: number | null): void =>
    set(({ jobs }) => {
      const same = isJob(trackId, kind)
      if (fraction === null) return { jobs: jobs.filter((other) => !same(other)) }
      const job = { trackId, kind, fraction }
      return {
        jobs: jobs.some(same) ? jobs.map((old) => (same(old) ? job : old)) : [...jobs, job],
      }
    })

  const notify = (kind: Message['kind'], sentence: string): void => {
    if (get().messages.some((other) => other.sentence === sentence)) return
    lastMessageId += 1
    const message = { id: lastMessageId, kind, sentence }
    set(({ messages }) => ({ messages: [...messages, message] }))
  }

  const dismiss = (id: number): void =>
    set(({ messages }) => ({ messages: messages.filter((message) => message.id !== id) }))

  const setPlots = (patch: Partial<StudioState['plots']>): void =>
    set(({ plots }) => ({ plots: { ...plots, ...patch } }))

  return {
    ...store,
    ...recipeActions(store),
    trackOf,
    addTrack,
    patchTrack,
    removeTrack,
    setTagEdits: (id, edits) => set(({ tagEdits }) => ({ tagEdits: { ...tagEdits, [id]: edits } })),
    setJob,
    notify,
    dismiss,
    setPlots,
    setTheme: (theme) => set({ theme }),
    setLetterKeys: (letterKeys) => set({ letterKeys }),
    openModule: (openModuleId) => set({ openModuleId }),
    setAlbum: (change) => set(({ album }) => ({ album: change(album) })),
    setExportSettings: (exportSettings) => set({ exportSettings }),
    setNameTemplate: (nameTemplate) => set({ nameTemplate }),
  }
}
