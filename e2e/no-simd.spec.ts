import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { sine } from './support/signals'
import { expect, test } from './support/test'

/** In the page: WebAssembly as a browser before SIMD has it, refusing every module that holds a SIMD opcode. */
const withoutSimd = (): void => {
  const SIMD_PREFIX = 0xfd
  const { validate } = WebAssembly
  const bytesOf = (source: BufferSource): Uint8Array =>
    ArrayBuffer.isView(source)
      ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
      : new Uint8Array(source)
  const refuse = () => Promise.reject(new WebAssembly.CompileError('invalid opcode 0xfd'))
  Object.assign(WebAssembly, {
    validate: (source: BufferSource) => !bytesOf(source).includes(SIMD_PREFIX) && validate(source),
    compile: refuse,
    compileStreaming: refuse,
    instantiate: refuse,
    instantiateStreaming: refuse,
  })
}

test('a browser without SIMD is told so and what to do, for each file and the demo; the page stays', async ({
  app,
  page,
}) => {
  await page.addInitScript(withoutSimd)
  await app.visit()
  const named = { name: 'My mix.wav', buffer: wav({ lengthFrames: 4800, source: sine(440, 0.3) }) }
  await app.open(named)
  await app.waitUntilIdle()
  await expect(app.alerts).toHaveText(
    'This browser lacks WebAssembly SIMD, so “My mix.wav” cannot be processed. Update the browser or use a current one.',
  )
  await expect(app.tracks.getByRole('option')).toHaveCount(0)
  await expectAccessible(page, 'without SIMD')

  await page.getByRole('button', { name: 'Try the demo track' }).click()
  await expect(app.alerts.filter({ hasText: 'Demo mix.wav' })).toContainText(
    /lacks WebAssembly SIMD/,
  )
  // Nothing was started for what cannot work, and the page still answers.
  expect(page.workers()).toHaveLength(0)
  await app.alerts.first().getByRole('button', { name: 'Dismiss' }).click()
  await expect(app.alerts).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Open audio…' }).first()).toBeEnabled()
})
