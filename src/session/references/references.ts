import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { type MatchAmountId, type MatchWish, WEIGHT_SPEC } from '../../chain/match'
import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import type { TrackFacts } from '../../core/track-facts'
import { MOST_REFERENCES, parseShelf, shelfToJson } from '../../storage/reference-shelf'
import type { Reference } from '../../store/reference'
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

  const change = async (
    track: TrackId,
    key: string,
    wish: (now: MatchWish) => MatchWish,
  ): Promise<void> => {
    const matchable = await fingerprints.of(track)
    if (!matchable) return
    const { references } = studio.getState()
    editing.edit(track, key, (recipe) => withMatch(recipe, matchable, references, wish))
  }

  const setWeight = (track: TrackId, id: string, percent: number): Promise<void> =>
    change(track, `reference ${id}`, (now) => ({
      ...now,
      weights: { ...now.weights, [id]: percent },
    }))

  /** On the shelf; its id, or null where there is no room. */
  const put = (name: string, fingerprint: Fingerprint, id = newId()): string | null => {
    const { references } = studio.getState()
    if (references.length >= MOST_REFERENCES) {
      studio.notify('error', SHELF_FULL)
      return null
    }
    const taken = new Set(references.map((reference) => reference.name.toLowerCase()))
    const reference: Reference = { id, name: numberedName(name, taken), fingerprint }
    studio.setState({ references: [...references, reference] })
    return id
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
    const added = known(file.name, end.value) ?? put(file.name, end.value, id)
    const { selectedId } = studio.getState()
    if (added !== null) audio.remember(added, { kind: 'file', file })
    if (added !== null && selectedId !== null)
      await setWeight(selectedId, added, WEIGHT_SPEC.default)
  }

  const addShelf = async (file: File): Promise<void> => {
    const shelf = parseShelf(await file.text().catch(() => ''))
    if (!shelf) studio.notify('error', NOT_A_SHELF)
    const has = (id: string): boolean =>
      studio.getState().references.some((reference) => reference.id === id)
    for (const { id, name, fingerprint } of shelf ?? []) if (!has(id)) put(name, fingerprint, id)
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
      const added = known(name, fingerprint) ?? put(name, fingerprint)
      if (added !== null) audio.remember(added, { kind: 'track', track })
    },
    remove(id) {
      audio.forget(id)
      const { references, recipes } = studio.getState()
      studio.setState({ references: references.filter((reference) => reference.id !== id) })
      for (const [track, { present }] of Object.entries(recipes))
        if (present.match && id in present.match.weights)
          void change(track, 'references', (now) => {
            const { [id]: _gone, ...weights } = now.weights
            return { ...now, weights }
          })
    },
    setWeight: (track, id, percent) => void setWeight(track, id, percent),
    setAmount: (track, amount, percent) =>
      void change(track, amount, (now) => ({
        ...now,
        amounts: { ...now.amounts, [amount]: percent },
      })),
    cancel: (id) => jobs.cancel(id, 'measuring'),
    exportShelf: () =>
      saveFile(
        new Blob([shelfToJson(studio.getState().references)], { type: 'application/json' }),
        SHELF_FILE,
      ),
  }
}
