import { expect, it } from 'vitest'
import { leftBehind, leftOut } from '../delivery/tags/left-out'
import { leftBehindSentences } from './left-out-sentence'

const tags = {
  title: 'T',
  markers: [{ atFrame: 1, lengthFrames: 0, label: '' }],
  sampler: { unityNote: 60, pitchFraction: 0, loops: [] },
  cover: { mimeType: 'image/webp', bytes: new Uint8Array(3) },
}

it('says what a format has no place for, and what has', () => {
  expect(leftOut(tags, 'wav')).toEqual([])
  expect(leftOut(tags, 'aiff')).toEqual(['sampler'])
  expect(leftOut(tags, 'flac')).toEqual(['markers', 'sampler'])
  expect(leftOut(tags, 'aac')).toEqual(['markers', 'sampler', 'cover'])
  expect(leftBehindSentences(leftBehind([tags], 'flac'))).toEqual([
    'FLAC has no place for markers and sampler loops: they stay behind. WAV keeps all.',
  ])
})

it('says which tags of the source are true no more or not read, by name and each once', () => {
  expect(leftBehindSentences(leftBehind([{ title: 'T' }], 'wav'))).toEqual([])
  const told = (key: 'outdated' | 'unread', ...names: readonly string[]) =>
    leftBehindSentences(leftBehind([{ [key]: names }], 'wav'))
  expect(told('outdated', 'REPLAYGAIN_TRACK_GAIN', 'ITUNNORM', 'ITUNNORM')).toEqual([
    'Mastering makes these tags of the source false, so they stay behind: REPLAYGAIN_TRACK_GAIN, ITUNNORM. “Write ReplayGain” writes new gains.',
  ])
  expect(told('outdated', 'A', 'B', 'C', 'D', 'E', 'F').join()).toContain('A, B, C, D and 2 more')
  expect(told('unread', 'PRIV', 'further pictures')).toEqual([
    'These parts of the source are not read here, so they stay behind: PRIV, further pictures.',
  ])
})

it('says of many files together what any of them loses, once', () => {
  const [sentence, ...more] = leftBehindSentences(
    leftBehind([tags, tags, { sampler: tags.sampler }], 'aiff'),
  )
  expect(sentence).toBe('AIFF has no place for sampler loops: they stay behind. WAV keeps all.')
  expect(more).toEqual([])
})

it('says what is lost of points, and of names with letters that a format has not', () => {
  const region = { markers: [{ atFrame: 1, lengthFrames: 5, label: '' }] }
  expect(leftOut(region, 'wav')).toEqual([])
  expect(leftOut(region, 'aiff')).toEqual(['regions'])
  expect(leftOut(region, 'mp3')).toEqual(['markers'])
  const named = { others: [{ name: 'GRÖSSE', value: 'x' }] }
  for (const format of ['flac', 'opus', 'vorbis'] as const)
    expect(leftOut(named, format)).toEqual(['names'])
  for (const format of ['wav', 'aiff', 'mp3', 'alac', 'aac'] as const)
    expect(leftOut(named, format)).toEqual([])
})
