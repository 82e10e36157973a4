import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { timeout } from '../../hosts/timeout'
import type { BegunMd5 } from './audio-writer'
import { hex, openBeginningHash, openPcmChecksum, openPcmHash } from './pcm-hash'

const BYTES = Uint8Array.from({ length: 10_007 }, (_, n) => (n * n * 31 + 7 * n) % 256)
const MD5 = createHash('md5').update(BYTES).digest('hex')

const inPieces = (length: number, each: (piece: Uint8Array) => void): void => {
  for (let at = 0; at < BYTES.length; at += length) each(BYTES.subarray(at, at + length))
}

test.each([1, 63, 64, 6004, 10_006, 10_007])(
  'an MD5 that one begins, and another goes on with at byte %i',
  async (atByte) => {
    let begun: BegunMd5 | null = null
    const first = await openBeginningHash(timeout, atByte, (md5) => {
      begun = md5
    })
    inPieces(600, (piece) => first.update(piece))
    const second = await openPcmHash(timeout, () => begun)
    inPieces(777, (piece) => second.update(piece))
    expect(hex(second.md5())).toBe(MD5)
    const whole = await openPcmChecksum(timeout)
    whole.update(BYTES)
    const checksum = whole.checksum()
    expect([first.checksum(), second.checksum()]).toEqual([checksum, checksum])
  },
)

test('an MD5 that nobody began is none', async () => {
  const second = await openPcmHash(timeout, () => null)
  inPieces(777, (piece) => second.update(piece))
  expect(() => second.md5()).toThrow('missing')
})
