import { expect, it } from 'vitest'
import { leftOut } from '../delivery/tags/left-out'
import { leftOutSentence } from './left-out-sentence'

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
  expect(leftOutSentence(leftOut(tags, 'flac'), 'FLAC')).toBe(
    'FLAC has no place for markers and sampler loops: they stay behind. WAV keeps all.',
  )
  expect(leftOutSentence([], 'WAV')).toBeNull()
})
