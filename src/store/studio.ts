import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Recipe } from '../chain/recipe'
import type { TagEdits } from '../core/tag-edits'
import type { TrackId } from '../core/track'
import type { AlbumPlan } from './album'
import {
  type EditTime,
  type RecipeHistory,
  record,
  redo,
  startHistory,
  step,
  undo,
} from './history'
import { type ShelfChange, shelfAfter } from './shelf-change'
import { redoneShelf, undoneShelf } from './shelf-steps'
import {
  EMPTY_STUDIO,
  type JobKind,
  type LoopRegion,
  type Message,
  type StudioState,
} from './studio-state'
import type { TrackState } from './tracks'
import { copiedTo, heldIn, switchedTo, type VersionId } from './versions'

/** The page's state and all that may be done to it. Synchronous; nothing here knows the engine. */
export interface Studio extends StoreApi<StudioState> {
  trackOf(id: TrackId | null): TrackState | undefined
  /** Adds a track; the first one is selected. */
  addTrack(track: TrackState): void
  /** Changes a track that is still there; a closed one stays closed. */
  patchTrack(id: TrackId, patch: Partial<TrackState>): void
  /** Removes a track with its recipe and jobs; its neighbour is selected in its place. */
  removeTrack(id: TrackId): void
  startRecipe(id: TrackId, recipe: Recipe): void
  /** Takes up a track's recipes where an earlier page left them. */
  resumeRecipe(
    id: TrackId,
    history: Omit<RecipeHistory, 'lastEdit'>,
    loopRegion: LoopRegion | null,
  ): void
  /** A pointer went down, or (null) up, at that time of the page: edits in between are one gesture. */
  holdPointer(sinceMs: number | null): void
  /** Records an edit; `key` names what was touched, so that one gesture is one undo step. */
  editRecipe(id: TrackId, next: Recipe, key: string): boolean
  /** Puts another recipe in place of the current one, as part of the step that led to it. */
  amendRecipe(id: TrackId, next: Recipe): void
  /**
   * Changes the shelf of references, as a step of the histories of `steps` with the recipe that each track has from now
   * on: undoing it in one of them takes it back in all where it is the last.
   */
  changeShelf(change: ShelfChange, key: string, steps: ReadonlyMap<TrackId, Recipe>): void
  /** Goes to a version with this recipe in it, in place of what was there. */
  holdRecipe(id: TrackId, version: VersionId, recipe: Recipe): boolean
  /** Goes to a version of the recipe; an unused one starts as a copy of the current one. */
  switchVersion(id: TrackId, version: VersionId): boolean
  /** Copies the current recipe over another version. */
  copyVersion(id: TrackId, version: VersionId): boolean
  undoRecipe(id: TrackId): boolean
  redoRecipe(id: TrackId): boolean
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
  let heldSinceMs: number | null = null
  const now = (): EditTime => ({ atMs: performance.now(), heldSinceMs })

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

  const startRecipe = (id: TrackId, recipe: Recipe): void =>
    set(({ recipes }) => ({ recipes: { ...recipes, [id]: startHistory(recipe) } }))

  const resumeRecipe = (
    id: TrackId,
    history: Omit<RecipeHistory, 'lastEdit'>,
    loopRegion: LoopRegion | null,
  ): void =>
    set(({ recipes, loopRegions }) => ({
      recipes: { ...recipes, [id]: { ...history, lastEdit: null } },
      loopRegions: loopRegion ? { ...loopRegions, [id]: loopRegion } : loopRegions,
    }))

  const changeHistory = (
    id: TrackId,
    change: (history: RecipeHistory) => RecipeHistory,
  ): boolean => {
    const history = get().recipes[id]
    if (!history) return false
    const next = change(history)
    if (next === history) return false
    set(({ recipes }) => ({ recipes: { ...recipes, [id]: next } }))
    return true
  }

  const editRecipe = (id: TrackId, next: Recipe, key: string): boolean =>
    changeHistory(id, (history) => record(history, next, key, now()))

  const amendRecipe = (id: TrackId, present: Recipe): void => {
    changeHistory(id, (history) => ({ ...history, present }))
  }

  const changeVersions =
    (change: typeof switchedTo) =>
    (id: TrackId, version: VersionId): boolean =>
      changeHistory(id, (history) => {
        const next = change(history, version)
        return next === history ? history : step(history, next)
      })

  const switchVersion = changeVersions(switchedTo)
  const copyVersion = changeVersions(copiedTo)

  const holdRecipe = (id: TrackId, version: VersionId, recipe: Recipe): boolean =>
    changeHistory(id, (history) => step(history, heldIn(history, version, recipe)))

  const changeShelf = (
    change: ShelfChange,
    key: string,
    steps: ReadonlyMap<TrackId, Recipe>,
  ): void =>
    set(({ references, recipes }) => {
      const time = now()
      const changed = [...steps].flatMap(([id, next]) => {
        const history = recipes[id]
        return history ? [[id, record(history, next, key, time, change)] as const] : []
      })
      return {
        references: shelfAfter(references, change),
        recipes: { ...recipes, ...Object.fromEntries(changed) },
      }
    })

  const undoRecipe = (id: TrackId): boolean => walk(id, undo, undoneShelf)
  const redoRecipe = (id: TrackId): boolean => walk(id, redo, redoneShelf)

  /** A step through the history; one that changed the shelf is taken in all tracks that it is next for. */
  const walk = (id: TrackId, move: typeof undo, onShelf: typeof undoneShelf): boolean => {
    const { recipes, references } = get()
    const walked = onShelf(recipes, references, id)
    if (!walked) return changeHistory(id, move)
    set({ recipes: { ...recipes, ...walked.recipes }, references: walked.references })
    return true
  }

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
    trackOf,
    addTrack,
    patchTrack,
    removeTrack,
    startRecipe,
    resumeRecipe,
    holdPointer: (sinceMs) => {
      heldSinceMs = sinceMs
    },
    editRecipe,
    amendRecipe,
    changeShelf,
    holdRecipe,
    switchVersion,
    copyVersion,
    undoRecipe,
    redoRecipe,
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
