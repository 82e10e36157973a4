import { describe, expect, it } from 'vitest'
import { shelfToJson } from '../../storage/reference-shelf'
import { NOT_A_SHELF } from '../../words/reference-sentences'
import { loud, referencesPage } from './testing/references-page'

describe('a shelf that is passed on', () => {
  const passedOn = (json: string) => new File([json], 'shelf.json')

  it('comes with its weights; a single reference without one counts whole', async () => {
    const [one, two] = ['One.wav', 'Two.wav'].map((name, id) => ({
      id: `r${id}`,
      name,
      fingerprint: { ...loud, name },
    }))
    if (!one || !two) throw new Error('no references')
    const first = referencesPage()
    const weights = { r0: 100, r1: 40 }
    await first.references.addFiles([passedOn(shelfToJson({ references: [one, two], weights }))])
    expect(first.recipeOf('a')?.match?.weights).toEqual(weights)
    const second = referencesPage()
    const old = JSON.stringify({
      kind: 'trackmaster-references',
      version: 1,
      references: [one],
    })
    await second.references.addFiles([passedOn(old)])
    expect(second.recipeOf('a')?.match?.weights).toEqual({ r0: 100 })
  })

  it('that is damaged is told in a sentence, and changes nothing', async () => {
    const { studio, references, shelf } = referencesPage()
    const good = shelfToJson({
      references: [{ id: 'r', name: 'One.wav', fingerprint: loud }],
      weights: {},
    })
    for (const json of [
      '',
      '{}',
      'null',
      '[]',
      good.slice(0, -20),
      good.replace('"version":1', '"version":9'),
    ])
      await references.addFiles([passedOn(json)])
    expect(shelf()).toEqual([])
    expect(studio.getState().messages.map(({ sentence }) => sentence)).toEqual([NOT_A_SHELF])
  })
})
