import { describe, expect, it } from 'vitest'
import { withLanding } from '../chain/edit-recipe'
import { freshRecipe, RECIPE_VERSION } from '../chain/recipe'
import { record, startHistory, step } from '../store/history'
import { copiedTo, switchedTo } from '../store/versions'
import { parseSavedTrack, RECORD_VERSION, type SavedTrack, savedHistory } from './saved-track'

const recipe = freshRecipe({ destinationId: 'custom', styleId: 'balanced' })

const stored = (patch: Partial<Record<keyof SavedTrack, unknown>> = {}): unknown => ({
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
  tagEdits: {
    texts: { title: 'Fünf', album: '' },
    cover: { mimeType: 'image/png', bytes: Uint8Array.of(1, 2) },
  },
  channels: { kind: 'pair', left: 2, right: 3 },
  ...patch,
})

describe('a stored track', () => {
  it('reads back as it was written, through what a database does to it', () => {
    let history = record(startHistory(recipe), { ...recipe, targetLufs: -11 }, 'target', {
      atMs: 0,
      heldSinceMs: null,
    })
    history = step(history, copiedTo(history, 'C'))
    history = step(history, switchedTo(history, 'B'))
    const written = stored({ history: savedHistory(history) })
    expect(parseSavedTrack(structuredClone(written))).toEqual({
      kind: 'record',
      record: written,
      notes: [],
    })
  })

  it.each([5, {}, { kind: 'pair', left: 0 }, { kind: 'pair', left: -1, right: 0.5 }])(
    'asks again where its channels were stored as %j',
    (channels) => {
      const parsed = parseSavedTrack(stored({ channels }))
      expect(parsed).toMatchObject({ kind: 'record', record: { channels: null } })
    },
  )

  it('may be without recipe or loop: the track was never analysed', () => {
    const parsed = parseSavedTrack(stored({ history: null, loopRegion: undefined }))
    expect(parsed).toMatchObject({ kind: 'record', record: { history: null, loopRegion: null } })
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'mix.wav'],
    ['a list', []],
    ['no version', stored({ version: undefined })],
    ['version 0', stored({ version: 0 })],
    ['no id', stored({ id: '' })],
    ['a number for a name', stored({ name: 7 })],
    ['a size that is not one', stored({ sizeBytes: -1 })],
    ['a time that is not one', stored({ savedAtMs: Number.NaN })],
    ['a recipe that is none', stored({ history: { present: { version: 1 } } })],
    ['a history that is none', stored({ history: 'lost' })],
  ])('is broken: %s', (_what, input) => {
    expect(parseSavedTrack(input)).toEqual({ kind: 'broken' })
  })

  it('is left alone when a newer TrackMaster wrote it, or its recipe', () => {
    expect(parseSavedTrack(stored({ version: RECORD_VERSION + 1 })).kind).toBe('newer')
    const present = { ...recipe, version: RECIPE_VERSION + 1 }
    expect(parseSavedTrack(stored({ history: { present } })).kind).toBe('newer')
  })

  it('is lifted step by step from an older version', () => {
    const older = { ...(stored({ name: undefined }) as object), title: 'mix' }
    const parsed = parseSavedTrack(older, [
      ({ title, ...raw }) => ({ ...raw, name: `${title}.wav` }),
    ])
    expect(parsed).toMatchObject({ kind: 'record', record: { name: 'mix.wav', version: 1 } })
  })

  it('brings values into range and leaves out steps and versions that are no recipes', () => {
    const wild = { ...withLanding(recipe, {}), targetLufs: 40 }
    const parsed = parseSavedTrack(
      stored({
        loopRegion: { startSeconds: 3, endSeconds: 2 },
        history: {
          present: wild,
          version: 'Z',
          others: { A: recipe, B: { ...recipe }, C: 'nonsense' },
          past: [{ present: recipe, version: 'A', others: {} }, null, { present: 4 }],
          future: 'nonsense',
        },
      }),
    )
    expect(parsed).toMatchObject({
      kind: 'record',
      record: { loopRegion: null, history: { present: { targetLufs: -3 }, version: 'A' } },
    })
    if (parsed.kind !== 'record') return
    expect(Object.keys(parsed.record.history?.others ?? {})).toEqual(['B'])
    expect(parsed.record.history?.past).toHaveLength(1)
    expect(parsed.record.history?.future).toHaveLength(0)
  })
})
