import { describe, expect, it } from 'vitest'
import { integers, join, seededIntegers, text, wav } from '../../testing/bytes'
import { ffmpegFile, hasCommand } from '../../testing/commands'
import { decodeForTest } from '../../testing/open-for-test'

const FRAMES = 44_100
const values = seededIntegers(FRAMES * 2, 16).map((value) => value >> 1)
const samples = new Uint8Array(Int16Array.from(values).buffer)

describe.skipIf(!hasCommand('ffmpeg'))('FLAC from the field', () => {
  const file = hasCommand('ffmpeg') ? ffmpegFile(wav(samples), 'flac', ['-c:a', 'flac']) : samples
  const left = Float32Array.from({ length: FRAMES }, (_, i) => (values[i * 2] ?? 0) / 32_768)

  it.each([
    ['an ID3v1 tag', join(text('TAG'), new Uint8Array(125))],
    [
      'an APEv2 footer',
      join(text('APETAGEX'), integers([2000, 32, 0, -(2 ** 31)], 4), new Uint8Array(8)),
    ],
    ['rubbish', integers(seededIntegers(5000, 8, 3), 1)],
    ['zeros', new Uint8Array(4000)],
    ['one byte', Uint8Array.of(1)],
    ['another FLAC', file],
  ])('%s behind it: every frame is there, and nothing is called missing', async (_, behind) => {
    const { facts, channels } = await decodeForTest(join(file, behind))
    expect(channels[0]).toEqual(left)
    expect(facts.remarks).toEqual([])
  })

  it.each([0, FRAMES / 2])('a total of %i in its head does not shorten it', async (total) => {
    const wrong = file.slice()
    wrong.set(integers([total], 4).reverse(), 22)
    const { facts, channels } = await decodeForTest(wrong)
    expect(channels[0]).toEqual(left)
    expect(facts.remarks).toEqual([])
  })

  it('damage takes the frames it hits: they are silent in their place', async () => {
    const bad = file.slice()
    bad.set(integers(seededIntegers(200, 8, 9), 1), bad.length / 2)
    const { facts, channels } = await decodeForTest(bad)
    const [remark] = facts.remarks
    if (remark?.kind !== 'damaged') throw new Error('no damage told')
    const { atFrame, frames } = remark
    expect(frames).toBeLessThanOrEqual(2 * 4608)
    const expected = left.slice().fill(0, atFrame, atFrame + frames)
    expect(channels[0]).toEqual(expected)
  })
})
