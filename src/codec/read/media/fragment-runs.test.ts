import { describe, expect, it } from 'vitest'
import { memorySource } from '../../../core/byte-source'
import { integers, seededIntegers, wav } from '../../testing/bytes'
import { ffmpegFile, hasCommand } from '../../testing/commands'
import { decodeForTest, openInto, testServices } from '../../testing/open-for-test'
import { withBoundRuns } from './fragment-runs'
import { readMovie } from './mp4-boxes'

const FRAGMENTED = ['-c:a', 'alac', '-movflags', 'frag_keyframe+empty_moov'] as const
const plain = (frames: number): Uint8Array => wav(integers(seededIntegers(2 * frames, 16), 2))

/** Where the content of the first box of this name begins. */
const bodyOf = (file: Uint8Array, name: string): number =>
  Buffer.from(file.buffer).indexOf(name) + 4

const bound = async (file: Uint8Array): Promise<Uint8Array> => {
  const source = memorySource(file)
  const movie = await readMovie(source)
  if (!movie) throw new Error('no movie')
  return (await withBoundRuns(source, movie)).read(0, file.length)
}

describe.skipIf(!hasCommand('ffmpeg'))('runs of an MP4 in fragments', () => {
  const MOST = 0xffff_ffff

  it('that tell of four thousand million samples, each described, are read as the file has them', async () => {
    const file = ffmpegFile(plain(9000), 'm4a', [...FRAGMENTED])
    const damaged = file.slice()
    const at = bodyOf(damaged, 'trun')
    const count = new DataView(file.buffer).getUint32(at + 4)
    expect(count).toBeGreaterThan(1)
    new DataView(damaged.buffer).setUint32(at + 4, MOST)
    expect(await bound(damaged)).toEqual(file)
    const { channels, facts } = await decodeForTest(damaged)
    expect(facts.lengthFrames).toBe(9000)
    expect(channels).toEqual((await decodeForTest(file)).channels)
  })

  it('whose samples are all of one size are as many as the file has bytes for, or none where they have no size', async () => {
    // One packet: FFmpeg gives its size in the fragment's head.
    const file = ffmpegFile(plain(900), 'm4a', [...FRAGMENTED])
    const damaged = file.slice()
    const view = new DataView(damaged.buffer)
    const at = bodyOf(damaged, 'trun')
    expect(view.getUint32(at) & 0xf00).toBe(0)
    view.setUint32(at + 4, MOST)
    expect(await bound(damaged)).toEqual(file)
    // Behind track, offset of the data, and duration.
    view.setUint32(bodyOf(damaged, 'tfhd') + 8 + 8 + 4, 0)
    const sizeless = await bound(damaged)
    expect(new DataView(sizeless.buffer, sizeless.byteOffset).getUint32(at + 4)).toBe(0)
    expect((await openInto(memorySource(damaged), testServices())).ok).toBe(false)
  })

  it('that are sound are left as they are', async () => {
    const source = memorySource(ffmpegFile(plain(9000), 'm4a', [...FRAGMENTED]))
    const movie = await readMovie(source)
    expect(movie && (await withBoundRuns(source, movie))).toBe(source)
  })
})
