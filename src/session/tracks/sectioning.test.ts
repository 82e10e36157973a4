import { expect, it } from 'vitest'
import { fail, ok } from '../../core/outcome'
import { createStudio } from '../../store/studio'
import { recipe } from '../../store/testing/recipe'
import { newTrack } from '../../store/tracks'
import { analysisOf, masterOf } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { createSectioning } from './sectioning'

it('sections are found once, after the first master; an engine that was lost is asked again', async () => {
  let asked = 0
  const found = { sections: [], loudest: null }
  const studio = createStudio()
  const engine = fakeEngine({
    sections: async () => (++asked === 1 ? fail('worker-lost') : ok(found)),
  })
  createSectioning(studio, engine)
  studio.addTrack(newTrack('t', 'a.wav'))
  studio.patchTrack('t', { analysis: analysisOf(-20) })
  const rest = () => new Promise((resolve) => setTimeout(resolve))
  await rest()
  expect(asked).toBe(0)
  const madeFrom = recipe(-14)
  for (let round = 1; round <= 3; round++) {
    studio.patchTrack('t', { master: { ...masterOf(madeFrom), madeFrom } })
    await rest()
  }
  expect(asked).toBe(2)
  expect(studio.trackOf('t')?.sections).toBe(found)
})
