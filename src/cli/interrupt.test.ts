import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { INTERRUPTED, interrupted } from './interrupt'

it('takes away what is half written, whether it is there yet or not, leaves the rest, and says so once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interrupt-'))
  try {
    const half = join(folder, 'a.wav.part')
    const whole = join(folder, 'b.wav')
    for (const path of [half, whole]) writeFileSync(path, 'x')
    const words = interrupted([half, join(folder, 'not-yet.wav.part')])
    expect(existsSync(half)).toBe(false)
    expect(existsSync(whole)).toBe(true)
    expect(words.match(/\./g)).toHaveLength(1)
    expect(INTERRUPTED).toBe(130)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
