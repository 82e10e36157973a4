import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findBrowser, onPath } from './on-path.mjs'

describe('on this machine, with a PATH of our own', () => {
  let folder = ''
  const path = process.env.PATH
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'provision-'))
    process.env.PATH = folder
  })
  afterEach(() => {
    process.env.PATH = path
    rmSync(folder, { recursive: true })
  })
  const program = (name, script) => {
    const file = join(folder, name)
    writeFileSync(file, `#!/bin/sh\n${script}\n`)
    chmodSync(file, 0o755)
    return file
  }
  /** The script itself, in a process of its own, with nothing but what is in the folder. */
  const run = () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['scripts/provision.mjs', '--for', 'test'],
      { encoding: 'utf8', env: { PATH: folder, PLAYWRIGHT_BROWSERS_PATH: folder } },
    )
    return { status, stdout }
  }

  test('a program is a file that may be executed, in the order of the names', () => {
    mkdirSync(join(folder, 'chromium'))
    writeFileSync(join(folder, 'chromium-browser'), 'no program')
    expect(onPath('chromium')).toBeNull()
    expect(findBrowser()).toBeNull()
    const chrome = program('google-chrome', '')
    expect(findBrowser()).toBe(chrome)
    const other = program('chrome', '')
    expect(findBrowser()).toBe(chrome)
    expect(onPath('chrome', 'google-chrome')).toBe(other)
  })

  test('no browser and no way to get one: ends in failure, with the sentence last', () => {
    program('npx', 'echo "npx $*: no network"; exit 1')
    program('apt-get', 'echo "apt-get $*: no network"; exit 100')
    const { status, stdout } = run()
    expect(status).toBe(1)
    expect(stdout).toContain('npx --no-install playwright install chromium: no network')
    expect(stdout.trim().split('\n').at(-1)).toMatch(
      /^provision: browser: MISSING.*run this again$/,
    )
  })

  test('a browser and nothing else: goes on', () => {
    const chromium = program('chromium', '')
    program('apt-get', 'exit 100')
    const { status, stdout } = run()
    expect(status).toBe(0)
    expect(stdout).toContain(`provision: browser: ${chromium}`)
    expect(stdout).toContain('provision: ffmpeg: MISSING')
  })
})
