import { describe, expect, it } from 'vitest'
import { chunk, integer, join, seededIntegers, text } from '../../testing/bytes'
import { hasCommand, run } from '../../testing/commands'
import { decodeForTest } from '../../testing/open-for-test'

const FRAMES = 4000
const values = seededIntegers(FRAMES * 2, 16)
const samples = join(...values.map((value) => integer(value, 2, false)))
/** 44 100 as an 80-bit float. */
const RATE = join(integer(0x400e, 2, false), integer(0xac44, 2, false), new Uint8Array(6))

interface Sizes {
  readonly frames?: number
  readonly sound?: number
  readonly form?: number
}

const aiff = ({ frames = FRAMES, sound, form }: Sizes, before: Uint8Array = new Uint8Array(0)) => {
  const common = join(integer(2, 2), integer(frames, 4, false), integer(16, 2, false), RATE)
  common.set(integer(2, 2, false))
  const ssnd = join(
    text('SSND'),
    integer(sound ?? samples.length + 8, 4, false),
    new Uint8Array(8),
    samples,
  )
  const body = join(text('AIFF'), chunk('COMM', common, false), before, ssnd)
  return join(text('FORM'), integer(form ?? body.length, 4, false), body)
}

describe('AIFF whose writer never came back', () => {
  it.each<Sizes>([
    { frames: 0 },
    { frames: 0, sound: 0, form: 0 },
    { frames: 0, sound: 8, form: 0 },
    { frames: 0, sound: 8 },
    { frames: 0xffffffff, sound: 0xffffffff, form: 0xffffffff },
    { frames: 0, sound: 0x7f000008, form: 0x7f000050 },
    { frames: 0x7fffffff, sound: 0x7fffffff, form: 0x7fffffff },
  ])('%j is read to the end', async (sizes) => {
    const whole = await decodeForTest(aiff({}))
    const { facts, channels } = await decodeForTest(aiff(sizes))
    expect(channels).toEqual(whole.channels)
    expect(facts).toMatchObject({ lengthFrames: FRAMES, remarks: [] })
  })

  it('a chunk without its pad byte is stepped over', async () => {
    const odd = join(text('ANNO'), integer(3, 4, false), text('abc'))
    expect((await decodeForTest(aiff({}, odd))).facts.lengthFrames).toBe(FRAMES)
  })

  it.skipIf(!hasCommand('ffmpeg'))('CAF with a data size of 0', async () => {
    const args = ['-i', '-', '-c:a', 'pcm_s16le', '-fflags', '+bitexact', '-f', 'caf', '-']
    const caf = run('ffmpeg', args, aiff({})).slice()
    const at = Buffer.from(caf).indexOf('data') + 4
    caf.fill(0, at, at + 8)
    const { facts } = await decodeForTest(caf)
    expect(facts).toMatchObject({ lengthFrames: FRAMES, remarks: [] })
  })
})
