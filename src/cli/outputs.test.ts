import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseArguments } from './arguments'
import { expandInputs } from './inputs'
import { outputsOf } from './outputs'

const folder = mkdtempSync(join(tmpdir(), 'trackmaster-outputs-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(() => {
  for (const below of ['a', 'b/deep']) mkdirSync(join(folder, below), { recursive: true })
  for (const name of ['a/one.wav', 'a/one.flac', 'a/One (master).wav', 'b/one.wav', 'b/deep/x.wav'])
    writeFileSync(join(folder, name), '')
})

const outputsFor = (...args: string[]): readonly string[] => {
  const parsed = parseArguments(args)
  if (!parsed.ok) throw new Error(parsed.problem)
  const { request } = parsed
  return outputsOf(expandInputs(request.inputs, true), request)
}
const below = (...names: string[]): readonly string[] => names.map((name) => join(folder, name))

describe('where masters go', () => {
  it('keeps the folders below the one named, numbers what would have the same name, and takes no master again', () => {
    const numbered = ['out/a/one (master).wav', 'out/a/one (master) (2).wav']
    const expected = below(...numbered, 'out/b/deep/x (master).wav', 'out/b/one (master).wav')
    const out = join(folder, 'out')
    expect(outputsFor(folder, '-d', out)).toEqual(expected)
    expect(outputsFor(join(folder, 'b', '**', '*.wav'), '-d', out)).toEqual(
      below('out/deep/x (master).wav', 'out/one (master).wav'),
    )
  })

  it('is beside each source where no folder is named', () => {
    expect(outputsFor(join(folder, 'b'))).toEqual(
      below('b/deep/x (master).wav', 'b/one (master).wav'),
    )
    const named = outputsFor(...below('a/one.wav', 'b/one.wav'), '-d', join(folder, 'out'))
    expect(named).toEqual(below('out/one (master).wav', 'out/one (master) (2).wav'))
  })
})
