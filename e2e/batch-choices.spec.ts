import { expectAccessible } from './support/accessible'
import { MasteringPage } from './support/mastering-page'
import { bytesOf, Queue, song } from './support/queue'
import { expect, test } from './support/test'

test('files are written in the format, to the destination and in the order that are asked for; each may be made into something of its own, and the verdicts say which', async ({
  page,
}) => {
  const app = new MasteringPage(page)
  const queue = new Queue(page)
  const forAll = (name: string) => queue.dialog.getByRole('combobox', { name: `${name} for all` })
  await app.visit()
  await app.open(song(0, 4), song(1), song(2, 4))
  await expect(app.landing).toContainText(/\d/)
  await app.waitUntilIdle()
  const before = await app.measured('Integrated loudness', 'Master')
  await queue.open()
  await forAll('Destination').selectOption('Spotify Loud')
  await queue.row('Song 01.wav').getByRole('button', { name: 'Skip' }).click()

  await test.step('a file has a destination, a style and a proposal of its own, by keyboard too; the verdicts say which', async () => {
    await expect(queue.choice('Style of Song 02.wav')).toHaveText(/^Balanced \(as set\)/)
    await queue.choice('Style of Song 02.wav').focus()
    await page.keyboard.press('W')
    await expect(queue.choice('Style of Song 02.wav')).toHaveValue('warm')
    await queue.choice('Destination of Song 02.wav').selectOption('Apple Music')
    await queue.choice('Proposal of Song 02.wav').selectOption('Open')
    await expectAccessible(page, 'a queue with a choice for one file')
    await queue.archive(() => queue.press('Start'))
    await expect(queue.row('Song 00.wav').getByRole('cell').nth(1)).toHaveText(/^−11\.\d\d$/)
    // 2 LU below the target of −16.
    await expect(queue.row('Song 02.wav').getByRole('cell').nth(1)).toHaveText(/^−18\.\d\d$/)
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      queue.press('Verdicts as CSV'),
    ])
    const csv = (await bytesOf(table)).toString('utf8')
    expect(csv).toMatch(/^Song 00\.wav,Done,.*,Spotify Loud,Balanced,Balanced,/m)
    expect(csv).toMatch(/^Song 02\.wav,Done,.*,Apple Music,Warm,Open,/m)
    // A finished file that is to be another one waits again.
    await queue.choice('Proposal of Song 02.wav').selectOption('Dense')
    await expect(queue.inState('Waiting')).toHaveCount(1)
  })

  await test.step('files are written in the format, to the destination and in the order that are asked for', async () => {
    await queue.dialog.getByRole('combobox', { name: 'Format' }).selectOption('FLAC')
    await forAll('Proposal').selectOption('Open')
    await expect(queue.choice('Proposal of Song 01.wav')).toHaveText(/^Open \(as all\)/)
    for (let up = 0; up < 2; up++)
      await queue.dialog.getByRole('button', { name: 'Move Song 02.wav up' }).click()
    const files = await queue.archive(() => queue.press('Start'))
    expect(files.map(({ name }) => name)).toEqual([
      'Song 02 (master).flac',
      'Song 00 (master).flac',
    ])
    for (const { bytes } of files) expect(bytes.toString('latin1', 0, 4)).toBe('fLaC')
    // The open proposal: 2 LU below the destination's target.
    await expect(queue.row('Song 00.wav').getByRole('cell').nth(1)).toHaveText(/^−13\.\d\d$/)
    // A name shows its track on the page.
    await queue.press('Song 01.wav')
    await expect(queue.dialog).toHaveCount(0)
    await expect(app.tracks.getByRole('option', { selected: true })).toHaveAttribute(
      'aria-label',
      'Song 01.wav',
    )
    await app.tracks.getByRole('option').first().click()
    // The page's own masters are as they were.
    expect(await app.measured('Integrated loudness', 'Master')).toBe(before)
  })
})
