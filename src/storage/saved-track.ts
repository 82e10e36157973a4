import { parseRecipe, type RecipeNote } from '../chain/parse-recipe'
import { type ChannelChoice, parseChannelChoice } from '../core/channel-choice'
import { isRecord } from '../core/is-record'
import type { TagEdits } from '../core/tag-edits'
import type { TrackId } from '../core/track'
import { type RecipeHistory, versionsOf } from '../store/history'
import type { LoopRegion } from '../store/studio-state'
import { VERSION_IDS, type Versions } from '../store/versions'
import { parseShelfChange } from './reference-shelf'
import { parseTagEdits } from './saved-tags'

export const RECORD_VERSION = 1

/** Steps of undo that are stored; the page itself holds more. */
const STORED_STEPS = 50

/** Recipes of all versions as undo and redo reach them, without the gesture in progress. */
export type SavedHistory = Omit<RecipeHistory, 'lastEdit'>

/** All that is stored of one track, save its audio. Plain data; one record per track. */
export interface SavedTrack {
  readonly version: typeof RECORD_VERSION
  readonly id: TrackId
  /** File name with extension. */
  readonly name: string
  /** Of the source file. */
  readonly sizeBytes: number
  /** The page that wrote it: a page that still lives is not recoverable its own work by another. */
  readonly pageId: string
  /** Epoch, ms. */
  readonly savedAtMs: number
  /** Place in the track list, from 0. */
  readonly position: number
  readonly selected: boolean
  /** Are the file's bytes stored, all of them? */
  readonly hasAudio: boolean
  /** Declined once: not recoverable again, and the first to go when room is needed. */
  readonly dismissed: boolean
  /** null until the track was analysed. */
  readonly history: SavedHistory | null
  readonly loopRegion: LoopRegion | null
  /** null where nothing was edited. */
  readonly tagEdits: TagEdits | null
  /** What was chosen of more than two channels; null where nothing was. */
  readonly channels: ChannelChoice | null
}

export type ParsedRecord =
  /** `notes`: what had to be changed to make the wanted recipe legal here. */
  | {
      readonly kind: 'record'
      readonly record: SavedTrack
      readonly notes: readonly RecipeNote[]
    }
  /** Written by a newer TrackMaster: to be left alone. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'broken' }

type Raw = Readonly<Record<string, unknown>>

/** Lifts a raw record from one version to the next. `MIGRATIONS[n]` starts from version n + 1. */
export type RecordMigration = (raw: Raw) => Raw

const MIGRATIONS: readonly RecordMigration[] = []

const NEWER: ParsedRecord = { kind: 'newer' }
const BROKEN: ParsedRecord = { kind: 'broken' }

/** Validates and migrates whatever the database holds under a track's key. Never throws. */
export const parseSavedTrack = (
  input: unknown,
  migrations: readonly RecordMigration[] = MIGRATIONS,
): ParsedRecord => {
  if (!isRecord(input)) return BROKEN
  const { version } = input
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return BROKEN
  if (version > migrations.length + 1) return NEWER
  const raw = migrations.slice(version - 1).reduce((older, lift) => lift(older), input)
  const { id, name, pageId } = raw
  if (typeof id !== 'string' || typeof name !== 'string' || id === '' || name === '') return BROKEN
  if (!isCount(raw.sizeBytes) || !isCount(raw.savedAtMs)) return BROKEN
  const history = parseHistory(raw.history)
  if (history === 'newer') return NEWER
  if (history === 'broken') return BROKEN
  return {
    kind: 'record',
    notes: history?.notes ?? [],
    record: {
      version: RECORD_VERSION,
      id,
      name,
      sizeBytes: raw.sizeBytes,
      pageId: typeof pageId === 'string' ? pageId : '',
      savedAtMs: raw.savedAtMs,
      position: isCount(raw.position) ? raw.position : 0,
      selected: raw.selected === true,
      hasAudio: raw.hasAudio === true,
      // `setAside` is what version 1 called it until this name was chosen.
      dismissed: raw.dismissed === true || raw.setAside === true,
      history: history?.history ?? null,
      loopRegion: parseRegion(raw.loopRegion),
      tagEdits: parseTagEdits(raw.tagEdits),
      channels: parseChannelChoice(raw.channels),
    },
  }
}

/** The part of a history that is stored. */
export const savedHistory = ({ past, future, ...history }: RecipeHistory): SavedHistory => ({
  ...versionsOf(history),
  past: past.slice(-STORED_STEPS),
  future: future.slice(0, STORED_STEPS),
})

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0

interface ParsedHistory {
  readonly history: SavedHistory
  readonly notes: readonly RecipeNote[]
}

interface ParsedVersions {
  readonly versions: Versions
  /** Of the wanted recipe. */
  readonly notes: readonly RecipeNote[]
}

/** The wanted recipe must be legal; other versions and steps that are not are left out. */
const parseHistory = (input: unknown): ParsedHistory | null | 'newer' | 'broken' => {
  if (input === null || input === undefined) return null
  if (!isRecord(input)) return 'broken'
  const current = parseVersions(input)
  if (current === 'newer' || current === 'broken') return current
  const { versions, notes } = current
  const [past, future] = [parseSteps(input.past), parseSteps(input.future)]
  return { history: { ...versions, past, future }, notes }
}

const parseVersions = (raw: Raw): ParsedVersions | 'newer' | 'broken' => {
  const present = parseRecipe(raw.present)
  if (!present.ok) return present.reason === 'newer-version' ? 'newer' : 'broken'
  const version = VERSION_IDS.find((id) => id === raw.version) ?? VERSION_IDS[0]
  const stored = isRecord(raw.others) ? raw.others : {}
  const others = VERSION_IDS.flatMap((id) => {
    const parsed = parseRecipe(stored[id])
    return id !== version && parsed.ok ? [[id, parsed.recipe] as const] : []
  })
  const shelf = parseShelfChange(raw.shelf)
  const versions = {
    present: present.recipe,
    version,
    others: Object.fromEntries(others),
    ...(shelf && { shelf }),
  }
  return { versions, notes: present.notes }
}

const parseSteps = (input: unknown): readonly Versions[] =>
  (Array.isArray(input) ? input : []).flatMap((step: unknown) => {
    const parsed = isRecord(step) ? parseVersions(step) : 'broken'
    return typeof parsed === 'string' ? [] : [parsed.versions]
  })

const parseRegion = (input: unknown): LoopRegion | null => {
  if (!isRecord(input)) return null
  const { startSeconds, endSeconds } = input
  return isCount(startSeconds) && isCount(endSeconds) && endSeconds > startSeconds
    ? { startSeconds, endSeconds }
    : null
}
