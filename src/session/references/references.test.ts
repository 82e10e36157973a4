import { beforeEach, describe, expect, it, vi } from 'vitest'
import { file, referencesPage } from './testing/references-page'

describe('the shelf of references and undo', () => {
  let page: ReturnType<typeof referencesPage>
  beforeEach(async () => {
    page = referencesPage()
    await page.references.addFiles([file('One.wav'), file('Two.wav')])
    await page.settled()
  })

  it('takes an added reference off again with what it did to the track, and back', async () => {
    const { studio, editing, shelf, recipeOf } = page
    const both = recipeOf('a')
    expect(shelf()).toEqual(['One.wav', 'Two.wav'])
    expect(both?.match?.settings.length).toBeGreaterThan(0)
    editing.undo('a')
    expect(shelf()).toEqual(['One.wav'])
    expect(Object.values(recipeOf('a')?.match?.weights ?? {})).toEqual([100])
    editing.undo('a')
    expect(shelf()).toEqual([])
    expect(recipeOf('a')?.match).toBeNull()
    editing.redo('a')
    editing.redo('a')
    expect(shelf()).toEqual(['One.wav', 'Two.wav'])
    expect(recipeOf('a')).toBe(both)
    expect(studio.getState().audibleReferences).toHaveLength(2)
  })

  it('brings a removed one back in its place, with every track that followed it', async () => {
    const { studio, editing, references, shelf, recipeOf, settled } = page
    const [one] = studio.getState().references
    references.setWeight('b', one?.id ?? '', 60)
    await settled()
    const before = [recipeOf('a'), recipeOf('b')]
    references.remove(one?.id ?? '')
    expect(shelf()).toEqual(['Two.wav'])
    expect([recipeOf('a'), recipeOf('b')].map((recipe) => recipe?.match?.weights)).toEqual([
      { [studio.getState().references[0]?.id ?? '']: 100 },
      {},
    ])
    editing.undo('a')
    expect(shelf()).toEqual(['One.wav', 'Two.wav'])
    expect([recipeOf('a'), recipeOf('b')]).toEqual(before)
    editing.redo('a')
    expect(shelf()).toEqual(['Two.wav'])
    expect(recipeOf('b')?.match?.weights).toEqual({})
  })

  it('undoes weights and amounts, one gesture at a time, and leaves the shelf alone', async () => {
    const { studio, editing, references, shelf, recipeOf, settled } = page
    const [one] = studio.getState().references
    references.setWeight('a', one?.id ?? '', 30)
    await settled()
    references.setAmount('a', 'tonePercent', 20)
    await settled()
    expect(recipeOf('a')?.match?.amounts.tonePercent).toBe(20)
    editing.undo('a')
    expect(recipeOf('a')?.match?.amounts.tonePercent).toBe(70)
    expect(recipeOf('a')?.match?.weights[one?.id ?? '']).toBe(30)
    editing.undo('a')
    expect(recipeOf('a')?.match?.weights[one?.id ?? '']).toBe(100)
    expect(shelf()).toHaveLength(2)
  })

  it('keeps a reference that another track follows by now', async () => {
    const { studio, editing, references, shelf, settled } = page
    const [, two] = studio.getState().references
    references.setWeight('b', two?.id ?? '', 60)
    await settled()
    editing.undo('a')
    expect(shelf()).toEqual(['One.wav', 'Two.wav'])
  })

  it('undoes a removal that no track was concerned by', () => {
    const { studio, editing, references, shelf } = page
    const [one, two] = studio.getState().references
    references.remove(one?.id ?? '')
    references.remove(two?.id ?? '')
    expect(shelf()).toEqual([])
    editing.undo('a')
    editing.undo('a')
    expect(shelf()).toEqual(['One.wav', 'Two.wav'])
  })
})

describe('a reference that is called otherwise', () => {
  it('is so wherever it is named, and no master is made again', async () => {
    const { studio, references, shelf, recipeOf, settled } = referencesPage()
    await references.addFiles([file('One.wav'), file('Two.wav')])
    await settled()
    const [one, two] = studio.getState().references
    const master = () => studio.trackOf('a')?.master
    await vi.waitFor(() => expect(master()?.madeFrom).toBe(recipeOf('a')))
    const audio = master()?.analysis
    references.rename(one?.id ?? '', ' The hit ')
    expect(shelf()).toEqual(['The hit', 'Two.wav'])
    expect(recipeOf('a')?.match?.name).toBe('The hit and 1 more')
    expect(master()?.madeFrom).toBe(recipeOf('a'))
    expect(master()?.analysis).toBe(audio)
    expect(studio.getState().jobs).toEqual([])
    references.rename(one?.id ?? '', 'Two')
    expect(recipeOf('a')?.match?.name, 'the one that is meant').toBe('Two and 1 more')
    references.rename(two?.id ?? '', 'Two and a half')
    expect(recipeOf('a')?.match?.name, 'another whose name begins alike').toBe('Two and 1 more')
    references.rename(one?.id ?? '', 'two AND A HALF')
    expect(recipeOf('a')?.match?.name).toBe('two AND A HALF (2) and 1 more')
    references.rename(two?.id ?? '', 'Two.wav')
    references.rename(one?.id ?? '', 'two.WAV')
    expect(shelf(), 'no two are called alike').toEqual(['two.WAV (2)', 'Two.wav'])
    references.rename(one?.id ?? '', '  ')
    expect(shelf()).toEqual(['two.WAV (2)', 'Two.wav'])
    await references.addFiles([file('One.wav')])
    expect(shelf(), 'the same file again').toHaveLength(2)
  })
})
