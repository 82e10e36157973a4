import { expect, it } from 'vitest'
import { beyondFormat } from './fits-format'
import { FORMATS } from './formats/registry'

const HOUR_FRAMES = 3600 * 96_000
const spec = (hours: number) => ({
  sampleRate: 96_000,
  channelCount: 2,
  lengthFrames: hours * HOUR_FRAMES,
  depth: '24' as const,
  quality: '',
  dither: 'none' as const,
  undithered: [],
})

it('is told of AIFF beyond 2 GiB, and of no format that can hold it', async () => {
  for (const { id } of FORMATS) expect(await beyondFormat(id, spec(1))).toBeNull()
  expect(await beyondFormat('aiff', spec(2))).toBe('3.9 of 2 GiB')
  for (const id of ['wav', 'flac', 'alac'] as const)
    expect(await beyondFormat(id, spec(4))).toBeNull()
})

it('is told of more frames than a format can count', async () => {
  expect(await beyondFormat('flac', spec(13))).toBe('4492800000 of 4294967295 frames')
  for (const id of ['wav', 'opus', 'vorbis'] as const)
    expect(await beyondFormat(id, spec(13))).toBeNull()
})
