import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import { inNode, sha256 } from './support/node-master'
import { expect, test } from './support/test'

const SAMPLE_RATE = 48_000
/** A pool of workers takes what is longer than 10. */
const SECONDS = 11

test('the browser exports the very bytes that Node renders, every module switched on', async ({
  app,
  page,
  folder,
}) => {
  const channels = syntheticMix({ seconds: SECONDS, sampleRate: SAMPLE_RATE, drums: 0.6 })
  const path = join(folder, 'Same.wav')
  const lengthFrames = channels[0].length
  const source = (frame: number, channel: number): number => channels[channel]?.[frame] ?? 0
  writeFileSync(path, wav({ sampleRate: SAMPLE_RATE, lengthFrames, source }))

  await app.open(path)
  await app.waitUntilIdle()
  const { MODULE_LABELS, masterInNode } = await inNode()
  for (const label of MODULE_LABELS) {
    const name = `${label} on`
    const switched = page.getByRole('switch', { name, exact: true })
    // Dispatched in the page: the strip of modules scrolls.
    if ((await switched.getAttribute('aria-checked')) !== 'true')
      await switched.dispatchEvent('click')
    await expect(switched).toBeChecked()
  }
  await app.waitUntilIdle()
  const exported = await app.export({ bitDepth: '32-bit float' })
  const bytes = readFileSync(exported.path)
  expect(bytes.length).toBeGreaterThan(lengthFrames * 2 * 4)
  expect(sha256(bytes)).toBe(sha256(await masterInNode(readFileSync(path))))
})
