import type { Page } from '@playwright/test'
import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import type { MasteringPage, Row } from './support/mastering-page'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const SAMPLE_RATE = 44_100
/** Longer than a change may rest before it is written: what should not be written has its chance. */
const WRITTEN_MS = 1500

const mix = (name: string, seconds: number, gain: number) => {
  const channels = syntheticMix({ seconds, sampleRate: SAMPLE_RATE })
  const buffer = wav({
    sampleRate: SAMPLE_RATE,
    format: 'int24',
    lengthFrames: channels[0].length,
    source: (frame, channel) => gain * (channels[channel]?.[frame] ?? 0),
  })
  return { name, buffer, mimeType: 'audio/wav' }
}

const ROWS: readonly Row[] = [
  'Integrated loudness',
  'Maximum short-term',
  'Loudness range',
  'True peak',
  'Sample peak',
  'Correlation',
  'Duration',
]

const measurements = async (app: MasteringPage): Promise<readonly (number | null)[]> => {
  const values: (number | null)[] = []
  for (const row of ROWS)
    for (const column of ['Original', 'Master'] as const)
      values.push(await app.measured(row, column))
  return values
}

const offer = (page: Page) => page.getByRole('region', { name: 'Earlier work' })
const targetLufs = (page: Page) => page.getByRole('spinbutton', { name: 'Target loudness' })

interface Stored {
  readonly hasAudio: boolean
  readonly selected: boolean
  readonly history: { readonly present: { readonly targetLufs: number } } | null
}

/** What the database holds of each track. */
const storedRecords = (page: Page): Promise<readonly Stored[]> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('trackmaster')
        request.onerror = () => reject(request.error)
        request.onsuccess = () => {
          const all = request.result.transaction('work').objectStore('work').getAll()
          all.onerror = () => reject(all.error)
          all.onsuccess = () => {
            request.result.close()
            resolve(all.result)
          }
        }
      }),
  )

/** Until the audio of every open track is stored, and with the selected one the target that the page shows. */
const untilStored = async (page: Page, tracks: number): Promise<void> => {
  await expect(async () => {
    const records = await storedRecords(page)
    expect(records.filter(({ hasAudio, history }) => hasAudio && history)).toHaveLength(tracks)
    const target = records.find(({ selected }) => selected)?.history?.present.targetLufs
    expect(target).toBe(Number(await targetLufs(page).inputValue()))
  }).toPass()
  await page.getByRole('button', { name: 'Storage…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Storage' })
  await expect(dialog.getByRole('table')).toBeVisible()
  await expect(dialog.getByRole('row').filter({ hasText: 'open' })).toHaveCount(tracks)
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(dialog).toBeHidden()
}

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

test('what was dismissed is not offered again, but can be restored or removed under Storage', async ({
  app,
  page,
}) => {
  await app.open(mix('Lies.wav', 4, 0.5))
  await app.waitUntilIdle()
  await untilStored(page, 1)
  await page.reload()
  await expect(offer(page)).toBeVisible()
  await expectAccessible(page, 'kept work, look 1')
  await offer(page).getByRole('button', { name: 'Dismiss' }).click()
  await expect(offer(page)).toBeHidden()
  await page.reload()
  await page.getByRole('button', { name: 'Storage…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Storage' })
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

test('clearing the storage leaves nothing of the tracks, and open ones go on', async ({
  app,
  page,
}) => {
  await app.open(mix('Gone.wav', 4, 0.5))
  await app.waitUntilIdle()
  await untilStored(page, 1)
  await page.getByRole('button', { name: 'Storage…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Storage' })
  await dialog.getByRole('button', { name: 'Clear all' }).click()
  await expect(dialog).toContainText('No tracks are kept.')
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
  await expect(offer(page)).toBeHidden()
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

test('full storage is said once, and the work goes on', async ({ app, page, baseURL }) => {
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

test('damaged records are dropped with one note, and the others are offered', async ({
  app,
  page,
}) => {
  await app.open(mix('Sound.wav', 3, 0.5))
  await app.waitUntilIdle()
  await untilStored(page, 1)
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
