import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './test'

/**
 * Nothing that axe knows of may be wrong in this state of the page. Every rule is applied; what passes is not written
 * down, and no second page is opened to join the results of frames, of which there are none: that is six sevenths of
 * the time.
 */
export const expectAccessible = (page: Page, state: string): Promise<void> =>
  expectNothingFound(page, state, {})

/** The same of a state that was looked at in another theme: only colours can be wrong now. */
export const expectReadable = (page: Page, state: string): Promise<void> =>
  expectNothingFound(page, state, { runOnly: ['color-contrast', 'link-in-text-block'] })

const expectNothingFound = async (
  page: Page,
  state: string,
  rules: { readonly runOnly?: string[] },
): Promise<void> => {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], ...rules })
    .analyze()
  expect(page.frames(), 'frames that axe looks at').toHaveLength(1)
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  expect(found, state).toEqual([])
}
