import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { timeout } from '../../hosts/timeout'
import { hex, openPcmChecksum, openPcmHash } from './pcm-hash'

const BYTES = Uint8Array.from({ length: 10_007 }, (_, n) => (n * n * 31 + 7 * n) % 256)
const MD5 = createHash('md5').update(BYTES).digest('hex')

test.each([1, 64, 777, 10_007])('checksum and MD5 of bytes in pieces of %i', async (length) => {
  const hash = await openPcmHash(timeout)
  const sum = await openPcmChecksum(timeout)
  for (let at = 0; at < BYTES.length; at += length) {
    hash.update(BYTES.subarray(at, at + length))
    sum.update(BYTES.subarray(at, at + length))
  }
  expect(hex(hash.md5())).toBe(MD5)
  const whole = await openPcmChecksum(timeout)
  whole.update(BYTES)
  const checksum = whole.checksum()
  expect([hash.checksum(), sum.checksum()]).toEqual([checksum, checksum])
})
