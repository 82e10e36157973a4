import { readFileSync } from 'node:fs'
import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { sine } from './support/signals'
import { expect, test } from './support/test'

/** Without these V8 has no SIMD to offer on x64, as on the machines of old: a real engine that refuses. */
const NO_SIMD =
  '--js-flags=--no-enable-sse3,--no-enable-ssse3,--no-enable-sse4-1,--no-enable-sse4-2'

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...(launchOptions.args ?? []), NO_SIMD] }),
})

/** In the page, for other processors: WebAssembly refuses as the engine would. */
const refuseSimd = (): void => {
  const SIMD_PREFIX = 0xfd
  const bytesOf = (source: BufferSource): Uint8Array =>
    ArrayBuffer.isView(source)
      ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
      : new Uint8Array(source)
  const { validate } = WebAssembly
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
  if (process.arch !== 'x64') {
    await page.addInitScript(refuseSimd)
    await app.visit()
  }
  const kernels = [...readFileSync('kernels/build/kernels.wasm')]
  expect(
    await page.evaluate(
      (bytes) =>
        WebAssembly.compile(Uint8Array.from(bytes)).then(
          () => 'compiled',
          (error) => error.name,
        ),
      kernels,
    ),
    'the kernels themselves are refused here',
  ).toBe('CompileError')
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
