import { expect, it } from 'vitest'
import { leftOut } from '../delivery/tags/left-out'
import { leftOutSentence, outdatedSentence } from './left-out-sentence'

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

it('says which tags of the source are true no more, by name and each once', () => {
  expect(outdatedSentence([])).toBeNull()
  expect(outdatedSentence(['REPLAYGAIN_TRACK_GAIN', 'ITUNNORM', 'ITUNNORM'])).toBe(
    'Mastering makes these tags of the source false, so they stay behind: REPLAYGAIN_TRACK_GAIN, ITUNNORM. “Write ReplayGain” writes new gains.',
  )
  expect(outdatedSentence(['A', 'B', 'C', 'D', 'E', 'F'])).toContain('A, B, C, D and 2 more')
})
