import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import { withModule } from '../src/chain/edit-recipe'
import { descriptorOf, REGISTRY } from '../src/chain/registry'
import type { Outcome } from '../src/core/outcome'
import { nodeKernels } from '../src/dsp/testing/node-kernels'
import { initialIntent } from '../src/mastering/intent'
import { propose } from '../src/mastering/propose'
import { createEngineApi } from '../src/worker/engine-api'
import { expect, test } from './support/test'

const SAMPLE_RATE = 48_000
/** Long enough for a team of workers. */
const SECONDS = 14

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.error.code)
  return outcome.value
}

/** The master of `path` as 32-bit float, made in this Node process by one thread, with every module switched on. */
const masterInNode = async (path: string): Promise<Uint8Array> => {
  const api = createEngineApi(Promise.resolve(nodeKernels()), Promise.resolve())
  const quiet = (): void => {}
  must(await api.open(1, 'track', new File([readFileSync(path)], 'Same.wav'), quiet))
  const analysis = must(await api.analyse(2, 'track', quiet))
  const proposed = propose(analysis, initialIntent(analysis))
  const recipe = REGISTRY.reduce((all, { id }) => withModule(all, id, { on: true }), proposed)
  must(await api.master(3, 'track', recipe, quiet))
  const request = { format: 'wav-32f', dither: 'none', sampleRate: 'source' } as const
  const { blob } = must(await api.export(4, 'track', request, quiet))
  return new Uint8Array(await blob.arrayBuffer())
}

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
  for (const { id } of REGISTRY) {
    const name = `${descriptorOf(id)?.label} on`
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
  expect(sha256(bytes)).toBe(sha256(await masterInNode(path)))
})
