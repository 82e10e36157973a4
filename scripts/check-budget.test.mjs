import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { firstLoad, gzippedBytes } from './check-budget.mjs'

const SITE = {
  '/assets/index-1.js':
    'import{a as t}from"./shared-1.js";import"./side-1.js";const later=()=>import("./panel-1.js");new Worker(new URL("./worker-1.js",import.meta.url));console.log("import x from");export{later}',
  '/assets/shared-1.js':
    'import * as r from "./react-1.js";\nexport const a=r;export*from"./more-1.js"',
  '/assets/side-1.js': 'globalThis.side=1',
  '/assets/react-1.js': 'import{a}from"./shared-1.js";export const react=1',
  '/assets/more-1.js': 'export{b}from"./deep/last-1.js"',
  '/assets/deep/last-1.js': 'export const b=2',
  '/assets/hint-1.js': 'export const hint=1',
}
const HTML = `<!doctype html><link rel="icon" href="/icon.svg" type="image/svg+xml" />
<script type="module" crossorigin src="/assets/index-1.js"></script>
<link rel="modulepreload" crossorigin href="/assets/hint-1.js">
<link rel="stylesheet" crossorigin href="/assets/index-1.css">`
const read = (path) => {
  const text = SITE[path]
  if (text === undefined) throw new Error(`${path} is not first load`)
  return text
}

describe('the budget of the first load', () => {
  test('counts the entry, what it preloads and all that is imported statically, each once', () => {
    const { scripts, styles } = firstLoad(HTML, read)
    expect(scripts.toSorted()).toEqual(Object.keys(SITE).toSorted())
    expect(styles).toEqual(['/assets/index-1.css'])
  })

  test('a file that is missing is an error, not nothing', () => {
    expect(() => firstLoad('<script src="/assets/gone.js"></script>', read)).toThrow('gone.js')
  })

  test('weighs every file as it is sent: gzipped for itself', () => {
    const paths = ['/assets/side-1.js', '/assets/hint-1.js']
    const weight = paths.reduce((sum, path) => sum + gzipSync(SITE[path], { level: 9 }).length, 0)
    expect(gzippedBytes(paths, read)).toBe(weight)
  })
})
