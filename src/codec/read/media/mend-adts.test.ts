import { describe, expect, it } from 'vitest'
import { memorySource } from '../../../core/byte-source'
import { detachedJob } from '../../../core/job'
import { join } from '../../testing/bytes'
import { seededPick } from '../../testing/mutate'
import { adtsFrameBytes } from './adts'
import { mendedAdts } from './mend-adts'

/** AAC-LC, 44.1 kHz, of two channels; the frame of these many bytes, with bytes in it that are no head. */
const frame = (size: number, channels = 2): Uint8Array => {
  const bytes = new Uint8Array(size).fill(0x11)
  bytes.set([0xff, 0xf1, 0x50, (channels << 6) | (size >> 11), (size >> 3) & 255])
  bytes[5] = ((size & 7) << 5) | 0x1f
  bytes[6] = 0xfc
  return bytes
}

const sizes = Array.from({ length: 60 }, (_, n) => 180 + ((n * 37) % 60))
const whole = join(...sizes.map((size) => frame(size)))

/** How many frames follow each other without a gap, and where that ends. */
const followed = async (bytes: Uint8Array): Promise<readonly [number, number]> => {
  const source = await mendedAdts(memorySource(bytes, 'a.aac'), detachedJob)
  const all = await source.read(0, source.sizeBytes)
  const view = new DataView(all.buffer, all.byteOffset, all.byteLength)
  let [at, frames] = [0, 0]
  for (;;) {
    const size = adtsFrameBytes(view, at)
    if (size === null || at + size > all.length) return [frames, at]
    at += size
    frames++
  }
}

describe('a stream of ADTS frames', () => {
  it('that is sound is left as it is', async () => {
    const source = memorySource(whole, 'a.aac')
    expect(await mendedAdts(source, detachedJob)).toBe(source)
    expect(await followed(whole)).toEqual([60, whole.length])
  })

  it.each([1, 40, 400, 3000])(
    'can be followed to its end over %i bytes of rubbish',
    async (bytes) => {
      const pick = seededPick(bytes)
      const damaged = Uint8Array.from(whole)
      const half = whole.length >> 1
      // The head of a frame is hit, too.
      let at = 0
      for (const size of sizes) if (at + size <= half) at += size
      for (let k = 0; k < bytes; k++) damaged[at + k] = pick(256)
      const [frames, end] = await followed(damaged)
      expect(end).toBe(whole.length)
      expect(Math.abs(frames - 60)).toBeLessThanOrEqual(1)
    },
  )

  it('is followed over bytes taken out, and in two places', async () => {
    const damaged = join(whole.subarray(0, 3000), whole.subarray(3500, 9000), whole.subarray(9100))
    const [, end] = await followed(damaged)
    expect(end).toBe(damaged.length)
  })

  it('that is cut short ends where it is cut', async () => {
    const [frames, end] = await followed(whole.subarray(0, 6000))
    expect(6000 - end).toBeLessThan(240)
    expect(frames).toBeGreaterThan(24)
  })
})
