import {
  measurements,
  mix,
  offer,
  storedRecords,
  targetLufs,
  untilStored,
  WRITTEN_MS,
} from './support/kept-work'
import { expect, test } from './support/test'

test('two tracks, their recipes and versions survive a reload, to the last digit', async ({
  app,
  page,
}) => {
  await app.open(mix('First.wav', 6, 0.5), mix('Second.wav', 8, 0.25))
  await app.waitUntilIdle()
  await app.tracks.getByRole('option', { name: 'Second.wav' }).click()
  await app.waitUntilIdle()
  await app.target(-11.3, -1.5)
  const before = await measurements(app)
  expect(before[1], 'mastered').not.toBeNull()
  await untilStored(page, 2)

  await page.reload()
  await expect(offer(page)).toContainText('2 tracks from earlier today')
  await expect(app.tracks.getByRole('option')).toHaveCount(0)
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(app.tracks.getByRole('option')).toHaveText([/First/, /Second/])
  await expect(app.tracks.getByRole('option', { name: 'Second.wav' })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await app.waitUntilIdle()
  await expect(targetLufs(page)).toHaveValue('-11.3')
  expect(await measurements(app)).toEqual(before)

  // Undo reaches back over the reload.
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(targetLufs(page)).toHaveValue('-14.0')

  // A second reload offers the very same tracks, once.
  await untilStored(page, 2)
  await page.reload()
  await expect(offer(page)).toContainText('2 tracks')
})

test('a change made on the way out is kept, too', async ({ app, page }) => {
  await app.open(mix('Hasty.wav', 3, 0.5))
  await app.waitUntilIdle()
  await untilStored(page, 1)
  await targetLufs(page).fill('-12.7')
  await targetLufs(page).press('Enter')
  await page.reload()
  await offer(page).getByRole('button', { name: 'Restore' }).click()
  await app.waitUntilIdle()
  await expect(targetLufs(page)).toHaveValue('-12.7')
})

test('a track that is closed is forgotten; one beside it is not', async ({ app, page }) => {
  await app.open(mix('Closed.wav', 3, 0.5), mix('Open.wav', 3, 0.5))
  await app.waitUntilIdle()
  await untilStored(page, 2)
  await page.getByRole('button', { name: 'Close Closed.wav' }).click()
  await expect.poll(async () => (await storedRecords(page)).length).toBe(1)
  await page.reload()
  await expect(offer(page)).toContainText('1 track from')
})

test('work whose audio is gone goes on once its file is dropped again', async ({ app, page }) => {
  const file = mix('Again.wav', 4, 0.5)
  await app.open(file)
  await app.waitUntilIdle()
  await app.target(-10.5, -1)
  await untilStored(page, 1)
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    await root.removeEntry('audio', { recursive: true })
  })
  await page.reload()
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText('Drop the file again')).toBeVisible()
  await app.open(file)
  await app.waitUntilIdle()
  await expect(targetLufs(page)).toHaveValue('-10.5')
})

test('a second tab is not offered the work of one that lives, and is once it has ended', async ({
  app,
  page,
  context,
}) => {
  await app.open(mix('Mine.wav', 3, 0.5))
  await app.waitUntilIdle()
  await untilStored(page, 1)
  const second = await context.newPage()
  await second.goto('/')
  await second.waitForTimeout(WRITTEN_MS)
  await expect(offer(second)).toBeHidden()
  await page.close()
  await expect(offer(second)).toContainText('1 track from')
})

test('dark whatever the system says, until another theme is chosen, which stays', async ({
  page,
  app,
}) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await app.visit()
  const html = page.locator('html')
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: 'Theme: dark' }).click()
  await expect(html).toHaveAttribute('data-theme', 'light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.reload()
  await expect(html).toHaveAttribute('data-theme', 'light')
})
