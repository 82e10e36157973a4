import { describe, expect, it } from 'vitest'
import { memorySource } from '../../../core/byte-source'
import { integers, seededIntegers, wav } from '../../testing/bytes'
import { ffmpegFile, hasCommand } from '../../testing/commands'
import { decodeForTest, refusalForTest } from '../../testing/open-for-test'
import { readMovie } from './mp4-boxes'
import { withBoundTables } from './sample-tables'

const MOST = 0xffff_ffff
const plain = wav(integers(seededIntegers(2 * 9000, 16), 2))

/** The same file with another number in the first row of a table: in its `column`-th field of four bytes. */
const damaged = (file: Uint8Array, table: string, column: number, value: number): Uint8Array => {
  const copy = file.slice()
  const body = Buffer.from(copy.buffer).indexOf(table) + 4
  new DataView(copy.buffer).setUint32(body + 8 + 4 * column, value)
  return copy
}

describe.skipIf(!hasCommand('ffmpeg'))('sample tables of MP4', () => {
  const file = ffmpegFile(plain, 'm4a', ['-c:a', 'alac'])

  it.each([
    ['samples per chunk', 'stsc', 1],
    ['frames of the same length', 'stts', 0],
  ] as const)(
    'that tell of four thousand million %s are read as the file has them',
    async (_, table, column) => {
      const { channels, facts } = await decodeForTest(damaged(file, table, column, MOST))
      const sound = await decodeForTest(file)
      expect(facts.lengthFrames).toBe(9000)
      expect(channels).toEqual(sound.channels)
    },
  )

  it.each(['stsc', 'stts'])(
    'that tell of more rows than they have are read as far as they go: %s',
    async (table) => {
      const copy = file.slice()
      new DataView(copy.buffer).setUint32(Buffer.from(copy.buffer).indexOf(table) + 8, 7)
      const source = memorySource(copy)
      const movie = await readMovie(source)
      const bound = movie && withBoundTables(source, movie)
      expect(await bound?.read(0, file.length)).toEqual(file)
    },
  )

  it('without sizes are refused at once', async () => {
    const lost = damaged(file, 'stsc', 1, MOST)
    lost.set(new TextEncoder().encode('lost'), Buffer.from(lost.buffer).indexOf('stsz'))
    expect((await refusalForTest(lost)).code).toBe('no-audio')
  })

  it('that are sound are left as they are', async () => {
    const source = memorySource(file)
    const movie = await readMovie(source)
    expect(movie && withBoundTables(source, movie)).toBe(source)
  })
})
