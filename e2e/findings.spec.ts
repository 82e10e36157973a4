import { syntheticMix } from '../bench/support/mix.mjs'
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
})

test('a mix without a fault says so', async ({ app, page }) => {
  await app.open(file('Healthy.wav', (value) => value))
  await app.waitUntilIdle()
  const list = page.getByRole('list', { name: 'Findings' })
  await expect(list.getByRole('listitem').first()).toHaveText('Nothing to mend.')
  await expect(list.locator('[data-state="found"]')).toHaveCount(0)
})
