import { syntheticMix } from '../bench/support/mix.mjs'
import { random } from '../bench/support/random.mjs'
import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { expect, test } from './support/test'

const RATE = 48_000
const SECONDS = 12

const mix = syntheticMix({ seconds: SECONDS, sampleRate: RATE, drums: 0.5 })

/** The mix, changed sample by sample. */
const file = (name: string, change: (value: number, frame: number, channel: number) => number) => ({
  name,
  buffer: wav({
    sampleRate: RATE,
    channelCount: 2,
    format: 'float32',
    lengthFrames: SECONDS * RATE,
    source: (frame, channel) => change(mix[channel]?.[frame] ?? 0, frame, channel),
  }),
})

test('a mix with faults has them listed, most severe first', async ({ app, page }) => {
  await app.open(file('Faulty.wav', (value) => Math.max(-0.1, Math.min(0.1, value)) + 0.01))
  await app.waitUntilIdle()
  const list = page.getByRole('list', { name: 'Findings' })
  await expect(list.locator('[data-finding="clipped"][data-state="found"]')).toContainText(
    /Clipped in \d+ places/,
  )
  await expect(list.locator('[data-finding="dc-offset"][data-state="found"]')).toContainText('%')
  await expectAccessible(page, 'findings')
  const clipped = list.locator('[data-finding="clipped"]')
  const go = clipped.getByRole('button', { name: /^Go to/ })
  await clipped.getByRole('button', { name: /^Next place/ }).click()
  const label = (await go.textContent()) ?? ''
  const [minutes = 0, seconds = 0] = label.replace('Go to ', '').split(':').map(Number)
  await page.getByRole('slider', { name: 'Position' }).press('End')
  await go.click()
  await expect
    .poll(async () => Math.abs((await app.positionSeconds()) - 60 * minutes - seconds))
    .toBeLessThan(0.6)
  await expect(page.getByRole('switch', { name: 'Loop' })).toBeChecked()
  await expect(page.getByRole('slider', { name: 'Loop start' })).toBeVisible()
  await expect(page.getByRole('img', { name: /Findings: .*Clipped at/ })).toBeAttached()
})

/** Noise with the spectrum of music, louder and quieter parts, and a beginning and an end. */
const healthy = () => {
  const next = [random(1), random(2), random(3)] as const
  const filters = next.map(() => ({ pink: [0, 0, 0], dull: 0, bass: [0, 0] }))
  const voice = (n: number): number => {
    const [filter, white] = [filters[n], 2 * (next[n]?.() ?? 0) - 1]
    if (!filter) return 0
    // Pink: P. Kellet's three poles. Then −6 dB an octave from 2.5 kHz on, and nothing below 40 Hz.
    const [a = 0, b = 0, c = 0] = filter.pink
    filter.pink = [
      0.99765 * a + 0.099 * white,
      0.963 * b + 0.2965 * white,
      0.57 * c + 1.0527 * white,
    ]
    const pink = filter.pink.reduce((sum, pole) => sum + pole, 0.1848 * white)
    filter.dull += 0.28 * (pink - filter.dull)
    let rest = filter.dull
    filter.bass = filter.bass.map((pole) => {
      const moved = pole + 0.0052 * (rest - pole)
      rest -= moved
      return moved
    })
    return rest
  }
  const lengthFrames = 24 * RATE
  let shared = 0
  return {
    name: 'Healthy.wav',
    buffer: wav({
      sampleRate: RATE,
      channelCount: 2,
      format: 'int24',
      lengthFrames,
      source: (frame, channel) => {
        if (channel === 0) shared = voice(2)
        const second = frame / RATE
        const edge = Math.max(0, Math.min(1, second - 0.2, 23.7 - second))
        const part = [0.4, 1, 0.6][Math.floor(second / 8)] ?? 0
        return 0.035 * part * edge ** 2 * (shared + 0.5 * voice(channel))
      },
    }),
  }
}

test('a mix without a fault says so', async ({ app, page }) => {
  await app.open(healthy())
  await app.waitUntilIdle()
  const list = page.getByRole('list', { name: 'Findings' })
  await expect(list.getByRole('listitem').first()).toHaveText('Nothing to mend.')
  await expect(list.locator('[data-state="found"]')).toHaveCount(0)
})
