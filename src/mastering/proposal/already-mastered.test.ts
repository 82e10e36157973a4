import { describe, expect, it } from 'vitest'
import { foundIn } from '../../analysis/findings/finding'
import { examine } from '../../analysis/testing/analyse'
import { detachedJob } from '../../core/job'
import { renderMaster } from '../render-master'
import { mix } from '../testing/mix'
import { expectSameBytes, figuresOf, kernels, render, services } from '../testing/render'
import { initialIntent } from './intent'
import { propose, recipeFrom } from './propose'

describe('a master of our own that comes back', () => {
  it('is known as already mastered, and goes through as it is at its own loudness', async () => {
    const source = mix({ sampleRate: 44_100, channelCount: 2, seconds: 8, drums: 0.6 })
    const { master } = await render(source, { targetLufs: -8, styleId: 'loud' })
    const examined = await examine(master, null, kernels, detachedJob)
    expect(foundIn(examined).map(({ kind }) => kind)).toContain('already-mastered')

    const intent = initialIntent(examined)
    expect(intent.styleId).toBe('clean')
    const proposal = propose(examined, intent)
    expect(proposal.moves.map(({ id }) => id)).toEqual(['level'])

    const targetLufs = examined.loudness.integratedLufs ?? Number.NaN
    const again = await renderMaster(
      master,
      recipeFrom(propose(examined, { ...intent, targetLufs })),
      services,
    )
    expect(figuresOf(again).status).toBe('hit')
    expectSameBytes(again.master, master)
  })
})
