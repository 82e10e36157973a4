import { env } from 'node:process'
import { describe, expect, it } from 'vitest'
import { FINGERPRINT_BANDS, type Fingerprint } from '../analysis/fingerprint/fingerprint'
import { parseRecipe, recipeToJson } from '../chain/parse-recipe'
import { freshRecipe, type Recipe } from '../chain/recipe'
import { chainOfRecipe } from '../chain/testing/run-recipe'
import { mutated, type Pick, seededPick } from '../codec/testing/mutate'
import { mutatedTree } from '../codec/testing/mutate-tree'
import { DEFAULT_DELIVERY } from '../delivery/settings'
import { nodeKernels } from '../hosts/node/node-kernels'
import { findRecipe } from '../report/find-recipe'
import { html } from '../report/markup'
import { DATA_END, DATA_START } from '../report/report-data'
import { readAlbum } from '../storage/album-record'
import { readPreferences } from '../storage/preferences'
import { parseQueue } from '../storage/queue-record'
import { parseShelf, shelfToJson } from '../storage/reference-shelf'
import { parseSavedTrack, RECORD_VERSION, savedHistory } from '../storage/saved-track'
import { EMPTY_ALBUM, NEW_ENTRY } from '../store/album'
import { startHistory } from '../store/history'
import { recipeFragment, recipeOfFragment } from './recipes/recipe-link'

/** Inputs of each kind; `npm run fuzz` asks for more. */
const COUNT = Number(env.FUZZ_COUNT ?? 1100)
const FIRST_SEED = Number(env.FUZZ_SEED ?? 1)
const HOURS_24 = 24 * 60 * 60_000

const recipe = freshRecipe({ destinationId: 'spotify', styleId: 'balanced' })

const levels = Array.from({ length: FINGERPRINT_BANDS.count }, (_, band) => -20 - band)
const bands = { meanDb: levels, p10Db: levels, p50Db: levels, p90Db: levels }
const fingerprint: Fingerprint = {
  version: 1,
  name: 'A record.wav',
  date: '2026-01-01',
  durationSeconds: 180,
  sampleRate: 44_100,
  channelCount: 2,
  bandwidthHz: 20_000,
  integratedLufs: -14,
  maximumShortTermLufs: -11,
  loudnessRangeLu: 6,
  peakToLoudnessLu: 13,
  correlation: 0.8,
  levels: { p10Db: -30, p50Db: -20, p70Db: -18, p90Db: -16, p95Db: -15 },
  mid: bands,
  side: bands,
}

const savedTrack = {
  version: RECORD_VERSION,
  id: 'a',
  name: 'mix.wav',
  sizeBytes: 100,
  pageId: 'p',
  savedAtMs: 5,
  position: 2,
  selected: true,
  hasAudio: true,
  dismissed: false,
  history: savedHistory(startHistory(recipe)),
  loopRegion: { startSeconds: 1, endSeconds: 2.5 },
  tagEdits: { texts: { title: 'A' }, cover: null },
  channels: null,
}

const queue = {
  rows: [
    { id: '1', name: 'a.wav', stem: 'a', sizeBytes: 1, state: { status: 'waiting' } },
    {
      id: '2',
      name: 'b.wav',
      stem: 'b',
      sizeBytes: 1,
      state: { status: 'failed', sentence: 'No.' },
    },
  ],
  settings: DEFAULT_DELIVERY,
  destinationId: 'spotify',
  styleId: null,
  approachId: null,
  to: 'zip',
}

const album = {
  trackIds: ['a', 'b'],
  plan: {
    ...EMPTY_ALBUM,
    title: 'An album',
    order: ['b', 'a'],
    entries: { a: { ...NEW_ENTRY, gapBeforeS: -1, fadeOutS: 0.5 }, b: NEW_ENTRY },
  },
}

/** Storage that answers one text, whatever it is asked for. */
const storageOf = (text: string) => ({
  getItem: () => text,
  setItem: () => {},
  removeItem: () => {},
})

/** Text that is changed as data (half of the time) or as bytes. */
const mutatedText = (tree: unknown, pick: Pick): string => {
  if (pick(2) === 0) return JSON.stringify(mutatedTree(tree, pick)) ?? ''
  const bytes = new TextEncoder().encode(JSON.stringify(tree))
  return new TextDecoder().decode(mutated(bytes, bytes, pick))
}

/** Whether every number in it, however deep, is finite. */
const holdsFinite = (value: unknown): boolean => {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(holdsFinite)
}

const expectFinite = (value: unknown, where: string): void =>
  expect(holdsFinite(value), where).toBe(true)

const BENCH = { kernels: nodeKernels(), sampleRate: 48_000, channelCount: 2 } as const
let chains = 0
/** Legal to the letter: reading it once more changes nothing, and every so often a chain is made of it. */
const expectRecipe = (found: Recipe, where: string): void => {
  expectFinite(found, where)
  const text = recipeToJson(found)
  const again = parseRecipe(JSON.parse(text))
  expect(again.ok && recipeToJson(again.recipe), where).toBe(text)
  if (chains++ % 100 === 0) expect(() => chainOfRecipe(found, BENCH).dispose(), where).not.toThrow()
}

const each = async (judge: (pick: Pick, where: string) => void | Promise<void>): Promise<void> => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed++)
    await judge(seededPick(seed * 7919), `seed ${seed}`)
}

describe(`data from outside, ${COUNT} mutations of each kind`, () => {
  it(
    'a recipe is legal or none',
    () =>
      each((pick, where) => {
        const found = findRecipe(mutatedText(recipe, pick))
        if (found.ok) expectRecipe(found.recipe, where)
      }),
    HOURS_24,
  )

  it(
    'the recipe in a report’s page likewise',
    () =>
      each((pick, where) => {
        const data = mutatedText({ recipe, files: [{ recipe }] }, pick)
        const page = new TextEncoder().encode(
          `<!doctype html>${DATA_START}${html`${data}`.html}${DATA_END}`,
        )
        const text = new TextDecoder().decode(pick(2) ? page : mutated(page, page, pick))
        const found = findRecipe(text)
        if (found.ok) expectRecipe(found.recipe, where)
      }),
    HOURS_24,
  )

  it(
    'the recipe in a link likewise',
    async () => {
      const good = new TextEncoder().encode(await recipeFragment(recipe))
      await each(async (pick, where) => {
        const fragment =
          pick(2) === 0
            ? await recipeFragment(mutatedTree(recipe, pick) as Recipe).catch(() => '')
            : new TextDecoder().decode(mutated(good, good, pick))
        const found = await recipeOfFragment(fragment)
        if (found.ok) expectRecipe(found.recipe, where)
      })
    },
    HOURS_24,
  )

  it(
    'fingerprints on a shelf hold finite numbers alone',
    () => {
      const shelf = JSON.parse(
        shelfToJson({ references: [{ id: '1', name: 'A', fingerprint }], weights: { 1: 60 } }),
      )
      expect(parseShelf(JSON.stringify(shelf))?.references).toHaveLength(1)
      return each((pick, where) => {
        const found = parseShelf(mutatedText(shelf, pick))
        for (const reference of found?.references ?? []) expectFinite(reference.fingerprint, where)
        expectFinite(found?.weights ?? {}, where)
      })
    },
    HOURS_24,
  )

  it(
    'a stored track is a record, broken or newer',
    () =>
      each((pick, where) => {
        const parsed = parseSavedTrack(mutatedTree(savedTrack, pick, true))
        if (parsed.kind !== 'record') return
        expectFinite(parsed.record, where)
        const present = parsed.record.history?.present
        if (present) expectRecipe(present, where)
      }),
    HOURS_24,
  )

  it(
    'a stored queue, an album and preferences are read or left out',
    () =>
      each((pick, where) => {
        const text = mutatedText(queue, pick)
        for (const row of parseQueue(text)?.record.rows ?? []) expect(row.name).toBeTypeOf('string')
        readPreferences(storageOf(text))
        const planned = readAlbum(storageOf(mutatedText(album, pick)))
        expectFinite(planned, where)
        for (const id of planned?.plan.order ?? []) expect(id, where).toBeTypeOf('string')
      }),
    HOURS_24,
  )
})
