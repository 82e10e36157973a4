import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { type MatchAmountId, type MatchWish, WEIGHT_SPEC } from '../../chain/match'
import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import type { TrackFacts } from '../../core/track-facts'
import { MOST_REFERENCES, parseShelf, shelfToJson } from '../../storage/reference-shelf'
import type { Reference } from '../../store/reference'
import { follows } from '../../store/shelf-change'
import type { Studio } from '../../store/studio'
import { NOT_A_SHELF, SHELF_FULL, unusableReferenceSentence } from '../../words/reference-sentences'
import { errorSentence, remarkSentence } from '../../words/sentences'
import { numberedName } from '../../words/track-names'
import type { ReferenceAudio } from '../playback/reference-audio'
import type { Editing } from '../tracks/editing'
import type { JobRunner } from '../tracks/job-runner'
import { saveFile } from '../tracks/save-file'
import { withMatch } from './match-recipe'
import { measureReference } from './measure-reference'
import type { TrackFingerprints } from './track-fingerprints'

export interface References {
  /** Measures files, one after the other, and puts them on the shelf; a shelf's own file is put beside what is there. */
  addFiles(files: readonly File[]): Promise<void>
  /** Puts an open track on the shelf. */
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
    if (matchable) editing.edit(track, key, (recipe) => withMatch(recipe, matchable, shelf(), wish))
  }

  const weighing =
    (ids: readonly string[], percent: number) =>
    (now: MatchWish): MatchWish => ({
      ...now,
      weights: { ...now.weights, ...Object.fromEntries(ids.map((id) => [id, percent])) },
    })

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

  /** On the shelf, as a step of the selected track, which follows them from now on if it `weighs` them. */
  const put = async (references: readonly Reference[], weighs: boolean): Promise<void> => {
    const added = named(references)
    if (added.length === 0) return
    const { selectedId } = studio.getState()
    const step = { kind: 'added', references: added } as const
    const ids = added.map(({ id }) => id)
    // Seen at once; what the track makes of it comes with its own measurements.
    if (weighs) studio.setState({ references: [...shelf(), ...added] })
    const matchable = selectedId !== null && weighs ? await fingerprints.of(selectedId) : null
    const present = selectedId !== null ? studio.getState().recipes[selectedId]?.present : undefined
    const next =
      present && matchable
        ? withMatch(present, matchable, shelf(), weighing(ids, WEIGHT_SPEC.default))
        : present
    const steps = selectedId !== null && next ? [[selectedId, next] as const] : []
    editing.changeShelf(step, `reference ${ids[0]}`, new Map(steps))
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
      const sentence = errorSentence(end.error, file.name)
      if (sentence) studio.notify('error', sentence)
      return
    }
    if (typeof end.value === 'string') {
      studio.notify('error', unusableReferenceSentence(end.value, file.name))
      return
    }
    const there = known(file.name, end.value)
    audio.remember(there ?? id, { kind: 'file', file })
    const { selectedId } = studio.getState()
    if (there === null) await put([{ id, name: file.name, fingerprint: end.value }], true)
    else if (selectedId !== null)
      await change(selectedId, `reference ${there}`, weighing([there], WEIGHT_SPEC.default))
  }

  const addShelf = async (file: File): Promise<void> => {
    const stored = parseShelf(await file.text().catch(() => ''))
    if (!stored) studio.notify('error', NOT_A_SHELF)
    const has = new Set(shelf().map(({ id }) => id))
    await put(stored?.filter(({ id }) => !has.has(id)) ?? [], false)
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
      if (there === null) await put([{ id, name, fingerprint }], false)
    },
    remove(id) {
      const { references, recipes, selectedId } = studio.getState()
      const index = references.findIndex((reference) => reference.id === id)
      const reference = references[index]
      if (!reference) return
      audio.release(id)
      const left = references.filter((other) => other !== reference)
      const steps = Object.entries(recipes).flatMap(([track, { present }]) => {
        const matchable = follows(present, id) ? fingerprints.now(track) : null
        if (matchable) return [[track, withMatch(present, matchable, left, without(id))] as const]
        return track === selectedId ? [[track, present] as const] : []
      })
      editing.changeShelf({ kind: 'removed', reference, index }, `removed ${id}`, new Map(steps))
      // A track that was not measured again since the page was opened follows as soon as it is.
      for (const [track, { present }] of Object.entries(studio.getState().recipes))
        if (follows(present, id)) void change(track, `removed ${id}`, without(id))
    },
    setWeight: (track, id, percent) =>
      void change(track, `reference ${id}`, weighing([id], percent)),
    setAmount: (track, amount, percent) =>
      void change(track, amount, (now) => ({
        ...now,
        amounts: { ...now.amounts, [amount]: percent },
      })),
    cancel: (id) => jobs.cancel(id, 'measuring'),
    exportShelf: () =>
      saveFile(new Blob([shelfToJson(shelf())], { type: 'application/json' }), SHELF_FILE),
  }
}
