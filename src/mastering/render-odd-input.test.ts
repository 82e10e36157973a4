import { describe, expect, it } from 'vitest'
import { signal } from '../chain/testing/signals'
import type { PcmReader } from '../core/pcm-store'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { storeOf } from './testing/mix'
import { expectSound, figuresOf, render } from './testing/render'

describe('odd input', () => {
  const rate = 48_000
  const odd: Record<string, { readonly source: PcmReader; readonly status: string }> = {
    'one frame': {
      source: storeOf(
        rate,
        signal(2, 1, () => 0.5),
      ),
      status: 'too-short',
    },
    'one frame over the ceiling': {
      source: storeOf(
        rate,
        signal(1, 1, () => 1.5),
      ),
      status: 'too-short',
    },
    '10 ms': {
      source: storeOf(
        rate,
        signal(2, 480, (n) => 2 * Math.sin(n)),
      ),
      status: 'too-short',
    },
    silence: {
      source: storeOf(
        rate,
        signal(2, rate, () => 0),
      ),
      status: 'silent',
    },
    'nothing at all': {
      source: storeOf(
        rate,
        signal(2, 0, () => 0),
      ),
      status: 'too-short',
    },
  }
  for (const [name, { source, status }] of Object.entries(odd))
    it(`${name} is not landed, but held under the ceiling`, async () => {
      const rendered = await render(source, { targetLufs: -14 })
      await expectSound(source, rendered)
      expect(rendered.verdict).toEqual({ status: 'unmeasurable', reason: status })
      expect(rendered.recipe.landing.driveDb).toBe(0)
    })

  it('DC survives', async () => {
    const source = storeOf(
      rate,
      signal(2, rate, () => 0.9),
    )
    await expectSound(source, await render(source, { targetLufs: -14 }))
  })

  it('random ±1, where interpolators disagree by a decibel, is held under the ceiling', async () => {
    const next = seededNoise(3)
    const source = storeOf(
      rate,
      signal(2, rate, () => (next() < 0 ? -1 : 1)),
    )
    await expectSound(source, await render(source, { targetLufs: -5 }))
  })

  it('a clipped square lands', async () => {
    const source = storeOf(
      rate,
      signal(2, 2 * rate, (n) => (Math.floor(n / 240) % 2 === 0 ? 1 : -1)),
    )
    const rendered = await render(source, { targetLufs: -14 })
    await expectSound(source, rendered)
    expect(rendered.verdict.status).toBe('hit')
    expect(figuresOf(rendered).driveDb).toBeLessThan(0)
  })
})
