import { describe, expect, it } from 'vitest'
import { damagePlaceSentence } from './damage-words'
import { liveReductionSentences, wholeReductionSentences } from './reduction-sentences'
import { spectrumSentences } from './spectrum-sentences'
import { correlationWords, stereoSentences } from './stereo-sentences'
import { waveformSentences } from './waveform-sentences'

describe('plots in words', () => {
  it('names correlations, and says of mono that it has no image', () => {
    expect(correlationWords(1)).toBe('nearly mono')
    expect(correlationWords(-0.2)).toBe('out of phase')
    expect(stereoSentences(1, 1, 1)).toBe('The track is mono: it has no stereo image.')
    expect(stereoSentences(2, 0.5, null)).toContain('Original +0.50 over the whole track.')
  })

  it('says where the damage is worst, or that none is heard', () => {
    expect(damagePlaceSentence(new Float32Array([0, -0.1]))).toBe(
      'Damage over time: nowhere audible.',
    )
    expect(damagePlaceSentence(new Float32Array([0, -1, -2, 0]))).toBe(
      'Damage over time: most audible at 0:02, −2.0 (clearly squashed).',
    )
  })

  it('says what each band of each module took off at most', () => {
    expect(
      wholeReductionSentences([
        { label: 'Limiter', largestDb: 2.46 },
        { label: 'De-esser', largestDb: 0 },
      ]),
    ).toContain('Largest: Limiter −2.5 dB, De-esser 0.0 dB.')
    expect(wholeReductionSentences([])).toContain('Largest: none.')
    expect(
      liveReductionSentences(10, ['Limiter'], { maximumReductionDb: 3, averageReductionDb: 0.5 }),
    ).toContain('the limiter takes 3.0 dB at most, 0.5 dB on average.')
  })

  it('adds the power of the third octaves of a range, and names the bands in use', () => {
    const thirdDb = new Float32Array(31).fill(-20)
    const words = spectrumSentences({ thirdDb }, null, [
      { band: 1, freqHz: 63, gainDb: null },
      { band: 4, freqHz: 1250, gainDb: -1.5 },
    ])
    // Eleven equal thirds: 10 lg 11 = 10.4 dB above one of them.
    expect(words).toContain('Original: lows, 20 to 200 Hz, −9.6 dB')
    expect(words).not.toContain('Master')
    expect(words).toContain('Equaliser: band 1 at 63.0 Hz; band 4 at 1.25 kHz, −1.5 dB.')
  })

  it('says where the waveforms are marked first', () => {
    const shown = {
      name: 'Mix',
      durationSeconds: 242,
      window: { from: 0, to: 242 },
      clippedSeconds: 61.25,
      overCeilingSeconds: null,
      original: null,
      master: null,
      ceilingDbtp: -1,
    }
    expect(waveformSentences(shown)).toBe(
      'Waveform of Mix, 4:02 long, shown from 0:00 to 4:02. The Position slider moves through it. The original is clipped, first at 1:01.2.',
    )
  })
})
