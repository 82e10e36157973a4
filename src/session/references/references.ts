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
import { FIRST_WISH, type Matchable } from './matchable'
import { measureReference } from './measure-reference'
import type { TrackFingerprints } from './track-fingerprints'

export interface References {
  /** Measures files, one after the other, and puts them on the shelf; a shelf's own file is put beside what is there. */
  addFiles(files: readonly File[]): Promise<void>
  /** Puts an open track on the shelf, for the others to follow: those that are open, and those that are opened after it. */
  addTrack(track: TrackId): Promise<void>
  /** Takes a reference off the shelf, and out of every track that follows it. */
  remove(id: string): void
  setWeight(track: TrackId, id: string, percent: number): void
  setAmount(track: TrackId, amount: MatchAmountId, percent: number): void
  cancel(id: string): void
  /** Saves the shelf as a file. */
  exportShelf(): void
}

const without =
  (id: string) =>
  ({ weights: { [id]: _gone, ...weights }, ...wish }: MatchWish): MatchWish => ({
    ...wish,
    weights,
  })

const SHELF_FILE = 'TrackMaster references.json'

/** Measures references, keeps the shelf in step with the storage, and matches tracks to them. */
export const createReferences = (
  studio: Studio,
  engine: Engine,
  jobs: JobRunner,
  editing: Editing,
  fingerprints: TrackFingerprints,
  audio: ReferenceAudio,
): References => {
  let last: Promise<void> = Promise.resolve()
  let count = 0
  const newId = (): string => crypto.randomUUID?.() ?? `reference-${Date.now()}-${count++}`

  const shelf = (): readonly Reference[] => studio.getState().references

  const change = async (
    track: TrackId,
    key: string,
    wish: (now: MatchWish) => MatchWish,
  ): Promise<void> => {
    const matchable = await fingerprints.of(track)
    if (matchable)
      editing.edit(track, key, (recipe) => matchable.withMatch(recipe, matchable, shelf(), wish))
  }

  const weighing =
    (weights: MatchWish['weights']) =>
    (now: MatchWish): MatchWish => ({ ...now, weights: { ...now.weights, ...weights } })

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
  const put = async (
    references: readonly Reference[],
    weights: MatchWish['weights'],
    followers: readonly TrackId[],
  ): Promise<void> => {
    const added = named(references)
    if (added.length === 0) return
    const { selectedId } = studio.getState()
    const step = { kind: 'added', references: added } as const
    // Seen at once; what a track makes of it comes with its own measurements.
    studio.setState({ references: [...shelf(), ...added] })
    const measured = new Map<TrackId, Matchable | null>()
    for (const track of followers) measured.set(track, await fingerprints.of(track))
    const concerned = new Set(selectedId === null ? followers : [selectedId, ...followers])
    const steps = [...concerned].flatMap((track) => {
      const present = studio.getState().recipes[track]?.present
      if (!present) return []
      const matchable = measured.get(track)
      const next = matchable?.withMatch(present, matchable, shelf(), weighing(weights)) ?? present
      return [[track, next] as const]
    })
    editing.changeShelf(step, `reference ${added[0]?.id}`, new Map(steps))
  }

  const selected = (): readonly TrackId[] => {
    const { selectedId } = studio.getState()
    return selectedId === null ? [] : [selectedId]
  }

  /** The same file again, to be heard: its place on the shelf. */
  const known = (name: string, { durationSeconds, integratedLufs }: Fingerprint): string | null =>
    studio
      .getState()
      .references.find(
        ({ name: own, fingerprint }) =>
          own === name &&
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
    if (there === null)
      await put([{ id, name: file.name, fingerprint: end.value }], whole, selected())
    else for (const track of selected()) await change(track, `reference ${there}`, weighing(whole))
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
    if (added.length > 0) await put(added, meant, selected())
    else for (const track of selected()) await change(track, 'shelf', weighing(meant))
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
      const matchable = await fingerprints.of(track)
      if (name === undefined || !matchable) return
      const { fingerprint } = matchable
      const there = known(name, fingerprint)
      const id = there ?? newId()
      audio.remember(id, { kind: 'track', track })
      const whole = { [id]: WEIGHT_SPEC.default }
      const others = studio.getState().tracks.filter((open) => open.analysis && open.id !== track)
      const followers = others.map((open) => open.id)
      if (there === null) await put([{ id, name, fingerprint }], whole, followers)
      else for (const other of followers) await change(other, `reference ${id}`, weighing(whole))
      // What is opened after it follows it as well.
      const { matchWish } = studio.getState()
      studio.setState({ matchWish: weighing(whole)(matchWish ?? FIRST_WISH) })
    },
    remove(id) {
      const { references, recipes, selectedId } = studio.getState()
      const index = references.findIndex((candidate) => candidate.id === id)
      const reference = references[index]
      if (!reference) return
      audio.release(id)
      const left = references.filter((other) => other !== reference)
      const steps = Object.entries(recipes).flatMap(([track, { present }]) => {
        const matchable = follows(present, id) ? fingerprints.now(track) : null
        if (matchable)
          return [[track, matchable.withMatch(present, matchable, left, without(id))] as const]
        return track === selectedId ? [[track, present] as const] : []
      })
      editing.changeShelf({ kind: 'removed', reference, index }, `removed ${id}`, new Map(steps))
      // A track that was not measured again since the page was opened follows as soon as it is.
      for (const [track, { present }] of Object.entries(studio.getState().recipes))
        if (follows(present, id)) void change(track, `removed ${id}`, without(id))
    },
    setWeight: (track, id, percent) =>
      void change(track, `reference ${id}`, weighing({ [id]: percent })),
    setAmount: (track, amount, percent) =>
      void change(track, amount, (now) => ({
        ...now,
        amounts: { ...now.amounts, [amount]: percent },
      })),
    cancel: (id) => jobs.cancel(id, 'measuring'),
    exportShelf() {
      const weights = selectedRecipe(studio.getState())?.match?.weights ?? {}
      const json = shelfToJson({ references: shelf(), weights })
      saveFile(new Blob([json], { type: 'application/json' }), SHELF_FILE)
    },
  }
}
