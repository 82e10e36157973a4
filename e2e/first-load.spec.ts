import { gzipSync } from 'node:zlib'
import type { Response } from '@playwright/test'
import { expect, test } from './support/test'

/** Issue 4: the first load's budget, bytes of JavaScript gzipped. */
const BUDGET_BYTES = 170_000
/** What the page fetches last of all, once it stands. */
const AUTOSAVE = /\/autosave-[^/]*\.js$/

test('what is fetched before a file is opened stays within the budget, workers included', async ({
  page,
  context,
}) => {
  const fetched = new Map<string, Response>()
  context.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) fetched.set(response.url(), response)
  })
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Open audio…' }).first()).toBeVisible()
  await expect.poll(() => [...fetched.keys()].some((url) => AUTOSAVE.test(url))).toBe(true)
  const bodies = await Promise.all([...fetched.values()].map((response) => response.body()))
  const total = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
  expect(total).toBeLessThanOrEqual(BUDGET_BYTES)
  test.info().annotations.push({ type: 'first load', description: `${total} bytes` })
})
