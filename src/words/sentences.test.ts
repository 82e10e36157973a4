import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../core/error-code'
import type { TrackFacts } from '../core/track-facts'
import { errorSentence, remarkSentence } from './sentences'

const facts: TrackFacts = {
  name: 'mix.wav',
  sizeBytes: 1,
  container: 'WAV',
  codec: 'PCM 16-bit',
  bitDepth: 16,
  sampleRate: 48_000,
  channelCount: 2,
  lengthFrames: 1,
  tags: {},
  remarks: [],
}

describe('sentences', () => {
  it.each(ERROR_CODES.filter((code) => code !== 'cancelled'))(
    '%s names the file and a next step',
    (code) => {
      const sentence = errorSentence({ code }, 'mix.wav')
      expect(sentence).toContain('“mix.wav”')
      expect(sentence?.match(/[.] [A-Z][^.]+[.]$|; [^.]+[.]$/)).not.toBeNull()
    },
  )

  it('says nothing about work that was cancelled', () => {
    expect(errorSentence({ code: 'cancelled' }, 'mix.wav')).toBeNull()
  })

  it('does not blame the browser for a decoder that plain http withholds', () => {
    const failure = { code: 'codec-missing', detail: 'AAC' } as const
    expect(errorSentence(failure, 'a.m4a', true)).toMatch(/^This browser has no decoder .*\(AAC\)/)
    const sentence = errorSentence(failure, 'a.m4a', false)
    expect(sentence).toMatch(/not served over https.*“a\.m4a” \(AAC\)\. Convert .*over https/)
    expect(sentence).not.toContain('another browser')
  })

  it('tells how many channels were found', () => {
    const sentence = errorSentence({ code: 'too-many-channels', detail: '6' }, 'mix.wav')
    expect(sentence).toContain('6 channels')
  })

  it('tells how many minutes there is room for where nothing goes to the disk', () => {
    const sentence = errorSentence({ code: 'track-too-long', detail: '42' }, 'a set.wav')
    expect(sentence).toMatch(/“a set\.wav” is too long.* 42 minutes .*ordinary window/)
  })

  it('tells how much of a truncated file is missing', () => {
    expect(remarkSentence({ kind: 'truncated', missingFrames: 96_000 }, facts)).toContain('2.0 s')
  })
})
