import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { programBuild, programConstants } from './program-constants.mjs'

it('names the commit, and says where the program was changed since', () => {
  const folder = mkdtempSync(join(tmpdir(), 'build-'))
  const git = (...args) => {
    const person = ['-c', 'user.name=A', '-c', 'user.email=a@example.org']
    return execFileSync('git', ['-C', folder, ...person, ...args], { encoding: 'utf8' }).trim()
  }
  try {
    git('init', '--quiet')
    mkdirSync(join(folder, 'src'))
    writeFileSync(join(folder, 'src/a.ts'), '1')
    git('add', '.')
    git('commit', '--quiet', '--message', 'one')
    const commit = git('rev-parse', 'HEAD').slice(0, 12)
    expect(programBuild(folder)).toBe(commit)
    writeFileSync(join(folder, 'notes.txt'), 'no part of the program')
    expect(programBuild(folder)).toBe(commit)
    writeFileSync(join(folder, 'src/a.ts'), '2')
    expect(programBuild(folder)).toBe(`${commit}+`)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('is the same at every call, and names no place of the machine', () => {
  const constants = programConstants()
  expect(programConstants()).toEqual(constants)
  expect(constants.TRACKMASTER_BUILD).toMatch(/^"([0-9a-f]{12}\+?)?"$/)
})
