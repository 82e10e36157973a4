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

test('the work survives a reload: tracks, recipes, versions, what is closed, changed late, without its audio, elsewhere', async ({
  app,
  page,
  context,
}) => {
  const first = mix('First.wav', 4, 0.5)

  await test.step('a track that is closed is forgotten; one beside it is not', async () => {
    await app.open(mix('Closed.wav', 1, 0.5), first, mix('Second.wav', 5, 0.25))
    await app.waitUntilIdle()
    await untilStored(page, 3)
    await page.getByRole('button', { name: 'Close Closed.wav' }).click()
    await expect.poll(async () => (await storedRecords(page)).length).toBe(2)
  })

  await test.step('two tracks, their recipes and versions survive a reload, to the last digit', async () => {
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

  await test.step('a change made on the way out is kept, too', async () => {
    await offer(page).getByRole('button', { name: 'Restore' }).click()
    await app.waitUntilIdle()
    await untilStored(page, 2)
    await targetLufs(page).fill('-12.7')
    await targetLufs(page).press('Enter')
    await page.reload()
    await offer(page).getByRole('button', { name: 'Restore' }).click()
    await app.waitUntilIdle()
    await expect(targetLufs(page)).toHaveValue('-12.7')
  })

  await test.step('work whose audio is gone goes on once its file is dropped again', async () => {
    await page.getByRole('button', { name: 'Close Second.wav' }).click()
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
    await app.open(first)
    await app.waitUntilIdle()
    await expect(targetLufs(page)).toHaveValue('-10.5')
  })

  await test.step('a second tab is not offered the work of one that lives, and is once it has ended', async () => {
    await untilStored(page, 1)
    const second = await context.newPage()
    await second.goto('/')
    await second.waitForTimeout(WRITTEN_MS)
    await expect(offer(second)).toBeHidden()
    await page.close()
    await expect(offer(second)).toContainText('1 track from')
  })
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
