import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible'
import { expect, test } from './support/test'

/** Only there to end what hangs: the whole table takes as long as ten ordinary states. */
const TABLE_NEVER_COMES_AFTER_MS = 10 * 60_000

const expectPass = async (page: Page): Promise<void> => {
  await expect(page.getByRole('status', { name: 'Self-test' })).toContainText(
    /^All \d+ tests pass\./,
    { timeout: TABLE_NEVER_COMES_AFTER_MS },
  )
  const results = page.getByRole('table', { name: 'Self-test results' })
  await expect(results.getByRole('cell', { name: 'Fail', exact: true })).toHaveCount(0)
  expect(await results.getByRole('cell', { name: 'Pass', exact: true }).count()).toBeGreaterThan(20)
}

test('the golden vectors pass in this browser, and a table says so', async ({ page }) => {
  await page.goto('/self-test')
  await expectPass(page)
  await expectAccessible(page, 'the self-test')
  await page.getByRole('link', { name: 'Back to the studio' }).click()
  await expect(page.getByRole('button', { name: 'Open audio…' }).first()).toBeVisible()
})
