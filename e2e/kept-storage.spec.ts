import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { measurements, mix, offer, SAMPLE_RATE, untilStored, WRITTEN_MS } from './support/kept-work'
import { noise } from './support/signals'
import { expect, test } from './support/test'

test('what is kept: damaged, dismissed, restored, cleared; full storage', async ({
  app,
  page,
  baseURL,
}) => {
  const dialog = page.getByRole('dialog', { name: 'Storage' })
  await app.open(mix('Lies.wav', 4, 0.5))
  await app.waitUntilIdle()
  await untilStored(page, 1)
  await page.reload()
  await expect(offer(page)).toBeVisible()
  await expectAccessible(page, 'kept work, look 1')

  await test.step('damaged records are dropped with one note, and the others are offered', async () => {
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.open('trackmaster')
          request.onerror = () => reject(request.error)
          request.onsuccess = () => {
            const transaction = request.result.transaction('work', 'readwrite')
            transaction.objectStore('work').put({ version: 1, id: 'x', name: 7 }, 'x')
            transaction.objectStore('work').put('nonsense', 'y')
            transaction.oncomplete = () => {
              request.result.close()
              resolve()
            }
          }
        }),
    )
    await page.reload()
    await expect(page.getByText('2 stored tracks were damaged')).toBeVisible()
    await expect(offer(page)).toContainText('1 track from')
  })

  await test.step('what was dismissed is not offered again, but can be restored or removed under Storage', async () => {
    await offer(page).getByRole('button', { name: 'Dismiss' }).click()
    await expect(offer(page)).toBeHidden()
    await page.reload()
    await page.getByRole('button', { name: 'Storage…' }).click()
    const row = dialog.getByRole('row').filter({ hasText: 'Lies.wav' })
    await expect(row).toContainText('earlier today')
    await expectAccessible(page, 'kept work, look 2')
    await expect(offer(page)).toBeHidden()
    expect(Number(await row.locator('data').getAttribute('value'))).toBeGreaterThan(
      4 * SAMPLE_RATE * 2 * 3,
    )
    await dialog.getByRole('button', { name: 'Restore Lies.wav' }).click()
    await expect(app.tracks.getByRole('option', { name: 'Lies.wav' })).toBeVisible()
  })

  await test.step('clearing the storage leaves nothing of the tracks, and open ones go on', async () => {
    await expect(dialog).toBeHidden()
    await app.waitUntilIdle()
    await untilStored(page, 1)
    await page.getByRole('button', { name: 'Storage…' }).click()
    await dialog.getByRole('button', { name: 'Clear all' }).click()
    await expect(dialog).toContainText('No tracks are kept.')
    await expect(dialog).toContainText(/Audio takes [\d.]+ MB of [\d.]+ MB in memory/)
    await expect(dialog).toContainText('No master was let go.')
    await dialog.getByRole('button', { name: 'Close', exact: true }).click()
    await app.target(-12, -1)
    await page.waitForTimeout(WRITTEN_MS)
    const files = await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory()
      const names: string[] = []
      for await (const name of (await root.getDirectoryHandle('audio')).keys()) names.push(name)
      return names
    })
    expect(files).toEqual([])
    await page.reload()
    await page.getByRole('button', { name: 'Storage…' }).click()
    await expect(dialog).toContainText('No tracks are kept.')
    // The budget is told before any file is open.
    await expect(dialog).toContainText(/Audio takes 0 \S+ of [\d.]+ MB in memory/)
    await expect(offer(page)).toBeHidden()
  })

  await test.step('full storage is said once, and the work goes on', async () => {
    await dialog.getByRole('button', { name: 'Close', exact: true }).click()
    await app.open(mix('Small.wav', 3, 0.5))
    await app.waitUntilIdle()
    const client = await page.context().newCDPSession(page)
    const { origin } = new URL(baseURL ?? '')
    await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 })
    await app.open(mix('Too much.wav', 4, 0.5), mix('More.wav', 4, 0.5))
    await app.waitUntilIdle()
    await expect(app.alerts).toHaveCount(1)
    await expect(app.alerts).toContainText('storage is full')
    await app.tracks.getByRole('option', { name: 'Too much.wav' }).click()
    await app.target(-16, -1)
    const mastered = await app.measured('Integrated loudness', 'Master')
    expect(Math.abs((mastered ?? 0) + 16)).toBeLessThanOrEqual(0.05)
    await expect(app.alerts).toHaveCount(1)
  })
})

test('a browser without storage says so once something is open, and the work goes on', async ({
  app,
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined })
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('storage is switched off', 'SecurityError')
      },
    })
  })
  await app.visit()
  await expect(page.getByText('keeps nothing for this page')).toHaveCount(0)
  await app.open(mix('Free.wav', 3, 0.5))
  await app.waitUntilIdle()
  await expect(page.getByText('keeps nothing for this page')).toHaveCount(1)
  expect(await app.measured('Integrated loudness', 'Master')).not.toBeNull()
})

test('without a private file system short files are kept in the database', async ({
  app,
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'storage', { value: undefined })
  })
  await app.visit()
  await app.open({ name: 'Short.wav', buffer: wav({ lengthFrames: 96_000, source: noise(0.1) }) })
  await app.waitUntilIdle()
  const before = await measurements(app)
  await untilStored(page, 1)
  await page.reload()
  await page.getByRole('button', { name: 'Restore' }).click()
  await app.waitUntilIdle()
  expect(await measurements(app)).toEqual(before)
})
