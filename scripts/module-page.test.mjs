import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REGISTRY } from '../src/chain/registry'
import { moduleSection } from './module-page.mjs'

const page = readFileSync('docs/modules.md', 'utf8')

for (const descriptor of REGISTRY)
  test(`docs/modules.md describes ${descriptor.id} as its descriptor does (else: npm run docs)`, () => {
    expect(page).toContain(moduleSection(descriptor))
  })

test('docs/modules.md has every module once, in signal order, and no other', () => {
  const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, label]) => label)
  expect(headings).toEqual(REGISTRY.map(({ label }) => label))
})

test('docs/modules.md tells latency and cost of every module', () => {
  expect(page.match(/^- Latency: /gm)).toHaveLength(REGISTRY.length)
  expect(page.match(/^- Cost: .*× real time/gm)).toHaveLength(REGISTRY.length)
})
