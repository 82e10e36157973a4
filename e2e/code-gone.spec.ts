import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { sine } from './support/signals'
import { expect, test } from './support/test'

// A page that was opened before a new version was put on the server asks for code that is no longer there.
const GONE = { status: 404, body: 'Not found' }
const file = { name: 'My mix.wav', buffer: wav({ lengthFrames: 48_000, source: sine(440, 0.3) }) }

/** The browser itself logs what it could not fetch. */
const expectOnly = (found: string[], pattern: RegExp): void => {
  expect(found.splice(0).filter((line) => !pattern.test(line))).toEqual([])
}

test('code that is gone from the server', async ({ app, page, clean }) => {
  await test.step('panels whose code is gone: the page says so and reloads to work again', async () => {
    await page.route('**/track-*.js', (route) => route.fulfill(GONE))
    await app.open(file)
    await expect(app.alerts).toContainText('Reload the page and open them again')
    await expectAccessible(page, 'crashed')
    expectOnly(clean.found, /404|dynamically imported module/)

    await page.unrouteAll()
    await page.getByRole('button', { name: 'Reload' }).click()
    await expect(page.getByRole('button', { name: 'Open audio…' }).first()).toBeVisible()
    await app.open(file)
    await app.waitUntilIdle()
    expect(await app.measured('Integrated loudness', 'Master')).toBeLessThan(0)
  })

  await test.step('a decoder whose code is gone: the file is named, and what to do', async () => {
    await page.route('**/read-caf-*.js', (route) => route.fulfill(GONE))
    await app.open({ name: 'My mix.caf', buffer: Buffer.from('caff\0\x01\0\0') })
    await expect(app.alerts).toContainText('“My mix.caf”')
    await expect(app.alerts).toContainText(/reload the page/)
    await expect(page.getByRole('button', { name: 'Open audio…' }).first()).toBeEnabled()
    expectOnly(clean.found, /404/)
  })
})
