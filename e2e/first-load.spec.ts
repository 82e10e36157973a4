import { gzipSync } from 'node:zlib'
import { expect, test } from './support/test'

/** Issue 4: the first load's budget, bytes of JavaScript gzipped. */
const BUDGET_BYTES = 170_000

test('what is fetched before a file is opened stays within the budget, workers included', async ({
  page,
  context,
}) => {
  const sizes = new Map<string, Promise<number>>()
  context.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js'))
      sizes.set(
        response.url(),
        response.body().then((body) => gzipSync(body, { level: 9 }).length),
      )
  })
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Open audio…' }).first()).toBeVisible()
  await page.waitForLoadState('networkidle')
  const total = (await Promise.all(sizes.values())).reduce((sum, size) => sum + size, 0)
  expect(sizes.size).toBeGreaterThan(0)
  expect(total).toBeLessThanOrEqual(BUDGET_BYTES)
  test.info().annotations.push({ type: 'first load', description: `${total} bytes` })
})
