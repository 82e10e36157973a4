import { describe, expect, it } from 'vitest'
import { file, referencesPage } from './testing/references-page'

describe('a track that is opened while references are followed', () => {
  const [STARTING_ID, OTHER_ID] = ['c', 'd']

  it('starts with the weights and amounts of the last one, and with none where that has none', async () => {
    const { studio, references, recipeOf, forget, settled, startingMatch } = referencesPage()
    expect(await startingMatch(STARTING_ID)).toBeNull()
    await references.addFiles([file('One.wav')])
    references.setAmount('a', 'tonePercent', 40)
    await settled()
    const match = await startingMatch(STARTING_ID)
    const followed = recipeOf('a')?.match
    expect(match).toMatchObject({ weights: followed?.weights, amounts: followed?.amounts })
    expect(match?.name).toBe('One.wav')
    expect(match?.settings.length).toBeGreaterThan(0)
    studio.setState({ selectedId: 'b' })
    expect(await startingMatch(STARTING_ID)).toBeNull()
    studio.setState({ selectedId: 'a' })
    studio.setState({ references: [] })
    expect(await startingMatch(STARTING_ID)).toBeNull()
    forget()
  })

  it('does not once a night has passed, nor after the track that followed was told not to', async () => {
    const { studio, references, recipeOf, forget, settled, startingMatch } = referencesPage()
    await references.addFiles([file('One.wav')])
    await settled()
    const { matchWish } = studio.getState()
    const yesterday = Date.now() - 13 * 60 * 60 * 1000
    studio.setState({ matchWish: matchWish && { ...matchWish, atMs: yesterday } })
    expect(await startingMatch(STARTING_ID)).toBeNull()
    studio.setState({ matchWish })
    expect((await startingMatch(STARTING_ID))?.name).toBe('One.wav')
    references.leave('a')
    await settled()
    expect(recipeOf('a')?.match).toMatchObject({ name: '', settings: [] })
    expect(await startingMatch(STARTING_ID)).toBeNull()
    forget()
  })

  it('does so after a reload, when there is no other track', async () => {
    const before = referencesPage()
    await before.references.addFiles([file('One.wav')])
    await before.settled()
    const { references, matchWish } = before.studio.getState()
    const { studio, startingMatch } = referencesPage()
    for (const id of ['a', 'b']) studio.removeTrack(id)
    studio.setState({ references, matchWish })
    expect((await startingMatch(STARTING_ID))?.name).toBe('One.wav')
  })

  it('follows an open track that was made a reference, as the other open ones do', async () => {
    const { studio, editing, references, recipeOf, shelf, settled, startingMatch } =
      referencesPage()
    await references.addTrack('a')
    await settled()
    expect(shelf()).toEqual(['a.wav'])
    expect(recipeOf('a')?.match?.name ?? '').toBe('')
    expect(recipeOf('b')?.match?.name).toBe('a.wav')
    expect((await startingMatch(OTHER_ID))?.name).toBe('a.wav')
    studio.removeTrack(OTHER_ID)
    editing.undo('a')
    expect(shelf()).toEqual([])
    expect(recipeOf('b')?.match).toBeNull()
  })
})
