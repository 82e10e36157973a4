import { wav } from '../bench/support/wav.mjs'
import { noise } from './support/signals'
import { expect, test } from './support/test'

test('a source at a rate that no table fits is exported at 48 kHz, on target, as long as it was', async ({
  app,
  page,
}) => {
  const sampleRate = 44_056
  const file = wav({ sampleRate, lengthFrames: 3 * sampleRate, source: noise(0.3) })
  await app.open({ name: 'Odd.wav', buffer: Buffer.from(file) })
  await app.waitUntilIdle()
  await app.export({ sampleRate: '48 kHz' })
  const check = page.getByRole('dialog', { name: 'Export' }).getByRole('status', {
    name: 'Export check',
  })
  await expect(check).toContainText('48 kHz, −14.0')
  await expect(app.alerts).toHaveCount(0)
})
