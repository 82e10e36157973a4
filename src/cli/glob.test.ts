import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesOfPattern } from './glob'

const folder = mkdtempSync(join(tmpdir(), 'trackmaster-glob-'))
afterAll(() => rmSync(folder, { recursive: true }))

const FILES = [
  'one.wav',
  'a/one.wav',
  'a/two.wav',
  'a/deep/one.wav',
  'a/deep/deeper/b+(1).wav',
  'b/notes.txt',
  'b/.hidden.wav',
  '.cache/one.wav',
  'b/🎵.wav',
]

beforeAll(() => {
  for (const file of FILES) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), '')
  }
  symlinkSync(folder, join(folder, 'a', 'round'))
})

const matched = (pattern: string): readonly string[] =>
  filesOfPattern(join(folder, pattern)).map((path) => relative(folder, path))

describe('a pattern for files', () => {
  it.each([
    ['*.wav', ['one.wav']],
    ['a/t*.wav', ['a/two.wav']],
    ['?/one.wav', ['a/one.wav']],
    ['*/*.wav', ['a/one.wav', 'a/two.wav', 'b/🎵.wav']],
    ['b/?.wav', ['b/🎵.wav']],
    ['**/one.wav', ['a/deep/one.wav', 'a/one.wav', 'one.wav']],
    ['a/**/*.wav', ['a/deep/deeper/b+(1).wav', 'a/deep/one.wav', 'a/one.wav', 'a/two.wav']],
    ['a/**/**/deeper/*', ['a/deep/deeper/b+(1).wav']],
    ['**/deep/**/*+(1).wav', ['a/deep/deeper/b+(1).wav']],
    ['b/**', ['b/notes.txt', 'b/🎵.wav']],
    ['b/.*.wav', ['b/.hidden.wav']],
    ['a/*', ['a/one.wav', 'a/two.wav']],
    ['nowhere/**/*.wav', []],
    ['one.wav/**/*.wav', []],
  ])('%s: %j', (pattern, files) => {
    expect(matched(pattern)).toEqual(files)
  })

  it('is looked for from the working folder where it has no root', () => {
    expect(filesOfPattern('src/cl?/**/glob.ts')).toEqual([join('src', 'cli', 'glob.ts')])
  })
})
