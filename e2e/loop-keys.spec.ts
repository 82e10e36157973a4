import { longTone, SECONDS } from './support/long-tone'
import { expect, test } from './support/test'

test('I, O and Shift+L set, move and clear the loop where the playhead is, and it goes round', async ({
  app,
  page,
}) => {
  await app.open({ name: 'tone.wav', buffer: longTone })
  await app.waitUntilIdle()
  const position = page.getByRole('slider', { name: 'Position' })
  const loop = page.getByRole('switch', { name: 'Loop' })
  const edges = [
    page.getByRole('slider', { name: 'Loop start' }),
    page.getByRole('slider', { name: 'Loop end' }),
  ]
  const press = async (seconds: number, key: string): Promise<void> => {
    await position.fill(String(seconds))
    await page.keyboard.press(key)
  }
  const expectLoop = async (...seconds: readonly number[]): Promise<void> => {
    await expect(loop).toBeChecked()
    for (const [index, edge] of edges.entries())
      await expect(edge).toHaveAttribute('aria-valuenow', String(seconds[index]))
  }
  /** Looks until the position has gone back, which is from where the loop ends to where it starts; all that it was. */
  const rounds = async (): Promise<readonly number[]> => {
    const seen: number[] = []
    await expect(async () => {
      seen.push(await app.positionSeconds())
      const turn = seen.findIndex((seconds, i) => seconds < (seen[i - 1] ?? 0))
      expect(turn, 'it goes back to where the loop starts').toBeGreaterThan(0)
    }).toPass({ intervals: [50] })
    return seen
  }
  await expect(loop).not.toBeChecked()
  await press(2, 'i')
  await expectLoop(2, SECONDS)
  await press(3, 'o')
  await expectLoop(2, 3)

  // The end is set while it plays: it goes round from there on.
  await press(6, 'i')
  await page.keyboard.press('Space')
  await expect.poll(() => app.positionSeconds()).toBeGreaterThan(6.3)
  await page.keyboard.press('o')
  const end = Number(await edges[1]?.getAttribute('aria-valuenow'))
  expect(Math.max(...(await rounds()))).toBeLessThanOrEqual(end)
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible()

  await press(2, 'i')
  await press(3, 'o')
  // Past the end, Play starts at the loop's start.
  await position.fill('8')
  await page.keyboard.press('Space')
  await expect.poll(() => app.positionSeconds()).toBeLessThan(8)
  const seen = await rounds()
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(2)
  expect(Math.max(...seen)).toBeLessThanOrEqual(3)
  await page.keyboard.press('Space')

  // An edge that would be passed is let go.
  await press(5, 'i')
  await expectLoop(5, SECONDS)
  await press(1, 'o')
  await expectLoop(0, 1)
  await page.keyboard.press('Shift+L')
  for (const edge of edges) await expect(edge).toHaveCount(0)
  await expect(loop, 'the whole track goes round').toBeChecked()
  await page.keyboard.press('l')
  await expect(loop).not.toBeChecked()
})
