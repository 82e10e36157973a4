import type { Page } from '@playwright/test'
import axe from 'axe-core'
import { expect } from './test'

/** Nothing that axe knows of may be wrong in this state of the page. Every rule is applied; what passes is not written down. */
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
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(axe.source)
    await page.evaluate(rememberColours)
  }
  const found = await page.evaluate(async (options) => {
    const { violations } = await window.axe.run({
      resultTypes: ['violations'],
      preload: false,
      ...options,
    })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  }, rules)
  expect(page.frames(), 'frames that axe looks at').toHaveLength(1)
  expect(found, state).toEqual([])
}

interface Colour {
  r: number
  g: number
  b: number
  alpha: number
  parseString(text: string): Colour
}

declare global {
  interface Window {
    axe: typeof axe & {
      readonly commons: { readonly color: { readonly Color: { prototype: Colour } } }
    }
  }
}

/** In the page. The few colours that it has are read once each, not for every text anew: a third of the time. */
const rememberColours = (): void => {
  const { prototype } = window.axe.commons.color.Color
  const { parseString } = prototype
  const known = new Map<string, Pick<Colour, 'r' | 'g' | 'b' | 'alpha'>>()
  prototype.parseString = function (text) {
    const colour = known.get(text)
    if (colour) return Object.assign(this, colour)
    parseString.call(this, text)
    const { r, g, b, alpha } = this
    known.set(text, { r, g, b, alpha })
    return this
  }
}
