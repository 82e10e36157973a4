import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { afterAll, describe, expect, test } from 'vitest'
import { onPath } from './on-path.mjs'

const folder = mkdtempSync(join(tmpdir(), 'makefile-'))
afterAll(() => rmSync(folder, { recursive: true }))

// A docker that knows one image of 12.8 MB and says back what else it is asked.
const docker = join(folder, 'docker')
writeFileSync(
  docker,
  `#!/bin/sh
case "$*" in
  "image inspect --format {{.Size}} trackmaster") echo 12800000 ;;
  *) echo "docker $*" ;;
esac
`,
)
chmodSync(docker, 0o755)

const make = (target) => {
  const env = {
    ...process.env,
    PATH: `${folder}${delimiter}${process.env.PATH}`,
    MAKEFLAGS: '',
    COMMIT: '0a1b2c',
  }
  const { status, stdout } = spawnSync('make', ['--silent', target], { encoding: 'utf8', env })
  return { status, lines: stdout.trim().split('\n') }
}

describe.skipIf(!onPath('make'))('make', () => {
  test('docker-build builds the folder under the image’s name, and tells it the commit', () => {
    expect(make('docker-build')).toEqual({
      status: 0,
      lines: ['docker build --build-arg TRACKMASTER_COMMIT=0a1b2c --tag trackmaster .'],
    })
  })

  test('docker-size says the image’s size', () => {
    expect(make('docker-size')).toEqual({ status: 0, lines: ['trackmaster: 12.8 MB'] })
  })

  test('docker-compare sets it beside the two images of the old project', () => {
    const { status, lines } = make('docker-compare')
    expect(status).toBe(0)
    expect(lines.map((line) => line.replace(/ +/g, ' '))).toEqual([
      'trackmaster 12.8 MB',
      'old image 1 3000.0 MB (234 times this one)',
      'old image 2 1680.0 MB (131 times this one)',
    ])
  })
})
