import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { type MatchAmountId, type MatchWish, WEIGHT_SPEC } from '../../chain/match'
import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import type { TrackFacts } from '../../core/track-facts'
import { MOST_REFERENCES, parseShelf, shelfToJson } from '../../storage/reference-shelf'
import type { Reference } from '../../store/reference'
import { selectedRecipe } from '../../store/select'
import { follows } from '../../store/shelf-change'
import type { Studio } from '../../store/studio'
import {
  NOT_A_SHELF,
  referenceErrorSentence,
  SHELF_FULL,
  unusableReferenceSentence,
} from '../../words/reference-sentences'
import { remarkSentence } from '../../words/sentences'
import { numberedName } from '../../words/track-names'
import type { ReferenceAudio } from '../playback/reference-audio'
import type { Editing } from '../tracks/editing'
import type { JobRunner } from '../tracks/job-runner'
import { saveFile } from '../tracks/save-file'
import { remembered } from './last-wish'
import type { Matching } from './matching'
import { measureReference } from './measure-reference'
import { renamed } from './renamed'
import type { TrackFingerprints } from './track-fingerprints'
import { FIRST_WISH, weighing, without, withWish } from './wish'

export interface References {
  /** Measures files, one after the other, and puts them on the shelf; a shelf's own file is put beside what is there. */
  addFiles(files: readonly File[]): Promise<void>
  /** Puts an open track on the shelf, for the others to follow: those that are open, and those that are opened after it. */
  addTrack(track: TrackId): Promise<void>
  /** Calls a reference otherwise; a name that another has already is numbered. */
  rename(id: string, name: string): void
  /** Follows none of the references with this track, nor with those that are opened after it. */
  leave(track: TrackId): void
  /** Takes a reference off the shelf, and out of every track that follows it. */
  remove(id: string): void
  setWeight(track: TrackId, id: string, percent: number): void
  setAmount(track: TrackId, amount: MatchAmountId, percent: number): void
  /** Of what is being measured for the shelf. */
  cancel(id: string): void
  /** Of what the references come to for a track: takes the step back that asked for it. */
  cancelMatch(track: TrackId): void
  /** Saves the shelf as a file. */
  exportShelf(): void
}

const SHELF_FILE = 'TrackMaster references.json'

/** Measures references, keeps the shelf in step with the storage, and matches tracks to them. */
export const createReferences = (
  studio: Studio,
  engine: Engine,
  jobs: JobRunner,
  editing: Editing,
  matching: Matching,
  fingerprints: TrackFingerprints,
  audio: ReferenceAudio,
): References => {
  let last: Promise<void> = Promise.resolve()
  let count = 0
  const newId = (): string => crypto.randomUUID?.() ?? `reference-${Date.now()}-${count++}`

  const shelf = (): readonly Reference[] => studio.getState().references

  const change = (track: TrackId, key: string, wish: (now: MatchWish) => MatchWish): void =>
    editing.edit(track, key, (recipe) => withWish(recipe, wish))

  /** What is opened from now on follows these as well, and so does what is still being measured. */
  const followLater = (weights: MatchWish['weights']): void =>
    studio.setState(({ matchWish }) => ({
      matchWish: remembered(weighing(weights)(matchWish ?? FIRST_WISH)),
    }))

  /** References of these names, with a name of their own each; fewer where the shelf is full. */
  const named = (wanted: readonly Reference[]): readonly Reference[] => {
    const taken = new Set(shelf().map(({ name }) => name.toLowerCase()))
    const room = MOST_REFERENCES - shelf().length
    if (wanted.length > room) studio.notify('error', SHELF_FULL)
    return wanted.slice(0, Math.max(0, room)).map((reference) => {
      const name = numberedName(reference.name, taken)
      taken.add(name.toLowerCase())
      return { ...reference, name }
    })
  }

  /** On the shelf, as a step of the selected track; `followers` go by `weights` (by id, %) from now on. */
  const put = (
    references: readonly Reference[],
    weights: MatchWish['weights'],
    followers: readonly TrackId[],
  ): void => {
    const added = named(references)
    if (added.length === 0) return
    const { selectedId, recipes } = studio.getState()
    const step = { kind: 'added', references: added } as const
    const concerned = new Set(selectedId === null ? followers : [selectedId, ...followers])
    const steps = [...concerned].flatMap((track) => {
      const present = recipes[track]?.present
      if (!present) return []
      const next = followers.includes(track) ? withWish(present, weighing(weights)) : present
      return [[track, next] as const]
    })
    if (followers.some((track) => !recipes[track])) followLater(weights)
    editing.changeShelf(step, `reference ${added[0]?.id}`, new Map(steps))
  }

  const selected = (): readonly TrackId[] => {
    const { selectedId } = studio.getState()
    return selectedId === null ? [] : [selectedId]
  }

  /** The same file again, to be heard: its place on the shelf, whatever it is called there. */
  const known = (name: string, { durationSeconds, integratedLufs }: Fingerprint): string | null =>
    studio
      .getState()
      .references.find(
        ({ fingerprint }) =>
          fingerprint.name === name &&
          fingerprint.durationSeconds === durationSeconds &&
          fingerprint.integratedLufs === integratedLufs,
      )?.id ?? null

  const sayRemarks = (facts: TrackFacts): void => {
    for (const remark of facts.remarks)
      if (remark.kind !== 'far-too-loud') studio.notify('note', remarkSentence(remark, facts))
  }

  const addFile = async (file: File): Promise<void> => {
    if (/\.json$/i.test(file.name)) return addShelf(file)
    const id = newId()
    const end = await jobs.run(id, 'measuring', (options) =>
      measureReference(engine, id, file, options, sayRemarks),
    )
    if (end === 'superseded') return
    if (!end.ok) {
      const sentence = referenceErrorSentence(end.error, file.name)
      if (sentence) studio.notify('error', sentence)
      return
    }
    if (typeof end.value === 'string') {
      studio.notify('error', unusableReferenceSentence(end.value, file.name))
      return
    }
    const there = known(file.name, end.value)
    audio.remember(there ?? id, { kind: 'file', file })
    const whole = { [there ?? id]: WEIGHT_SPEC.default }
    if (there === null) put([{ id, name: file.name, fingerprint: end.value }], whole, selected())
    else for (const track of selected()) change(track, `reference ${there}`, weighing(whole))
  }

  const addShelf = async (file: File): Promise<void> => {
    const stored = parseShelf(await file.text().catch(() => ''))
    if (!stored) return studio.notify('error', NOT_A_SHELF)
    const { references, weights } = stored
    // One that is brought by itself is meant, as an audio file is.
    const [only, ...others] = references
    const meant =
      only && others.length === 0 ? { [only.id]: WEIGHT_SPEC.default, ...weights } : weights
    const has = new Set(shelf().map(({ id }) => id))
    const added = references.filter(({ id }) => !has.has(id))
    if (added.length > 0) put(added, meant, selected())
    else for (const track of selected()) change(track, 'shelf', weighing(meant))
  }

  return {
    addFiles(files) {
      last = last.then(async () => {
        for (const file of files) await addFile(file)
      })
      return last
    },
    async addTrack(track) {
      const name = studio.trackOf(track)?.name
      const measured = await fingerprints.of(track)
      if (name === undefined || !measured) return
      const { fingerprint } = measured
      const there = known(name, fingerprint)
      const id = there ?? newId()
      audio.remember(id, { kind: 'track', track })
      const whole = { [id]: WEIGHT_SPEC.default }
      const others = studio.getState().tracks.filter((open) => open.analysis && open.id !== track)
      const followers = others.map((open) => open.id)
      if (there === null) put([{ id, name, fingerprint }], whole, followers)
      else for (const other of followers) change(other, `reference ${id}`, weighing(whole))
      followLater(whole)
    },
    rename: (id, name) => studio.setState((state) => renamed(state, id, name)),
    leave: (track) => change(track, 'leave', (now) => ({ ...now, weights: {} })),
    remove(id) {
      const { references, recipes, selectedId } = studio.getState()
      const index = references.findIndex((candidate) => candidate.id === id)
      const reference = references[index]
      if (!reference) return
      audio.release(id)
      const steps = Object.entries(recipes).flatMap(([track, { present }]) => {
        if (follows(present, id)) return [[track, withWish(present, without(id))] as const]
        return track === selectedId ? [[track, present] as const] : []
      })
      editing.changeShelf({ kind: 'removed', reference, index }, `removed ${id}`, new Map(steps))
    },
    setWeight: (track, id, percent) =>
      change(track, `reference ${id}`, weighing({ [id]: percent })),
    setAmount: (track, amount, percent) =>
      change(track, amount, (now) => ({
        ...now,
        amounts: { ...now.amounts, [amount]: percent },
      })),
    cancel: (id) => jobs.cancel(id, 'measuring'),
    cancelMatch: matching.cancel,
    exportShelf() {
      const weights = selectedRecipe(studio.getState())?.match?.weights ?? {}
      const json = shelfToJson({ references: shelf(), weights })
      saveFile(new Blob([json], { type: 'application/json' }), SHELF_FILE)
    },
  }
}
