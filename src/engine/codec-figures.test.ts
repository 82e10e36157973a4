import { beforeAll, describe, expect, it } from 'vitest'
import { syntheticMix } from '../../bench/support/mix.mjs'
import { freshRecipe } from '../chain/recipe'
import { ffmpegSays, ffmpegWav, hasCommand } from '../codec/testing/commands'
import { decodeForTest } from '../codec/testing/open-for-test'
import type { FormatId } from '../delivery/formats/registry'
import { DEFAULT_DELIVERY } from '../delivery/settings'
import { nodeEngine } from '../hosts/node/node-engine'
import { RATE, wavFile } from './testing/mix-file'
import { must } from './testing/must'

const SECONDS = 4
/** LU, dB: what is told of a codec, and what ffmpeg's decoder and meters find. The first prints one decimal. */
const SAME_LOUDNESS_LU = 0.1
const SAME_PEAK_DB = 0.05
/** By how much ffmpeg's decoder and ours may differ at any sample: in the last bits. */
const SAME_SAMPLES = 1e-5
/** RFC 6716, 6: Opus decoders need not give the same samples. ffmpeg has one of its own, which differs at single ones. */
const SIMILAR_SAMPLES = 0.02

/** The lowest rates of each codec, and a master so loud that they go over full scale. AAC's decoder is ffmpeg's here in any case. */
const CODECS: readonly (readonly [FormatId, string, number])[] = [
  ['mp3', 'cbr-128', SAME_SAMPLES],
  ['mp3', 'vbr-0', SAME_SAMPLES],
  ['opus', '64', SIMILAR_SAMPLES],
  ['vorbis', '2', SAME_SAMPLES],
  ['aac', '128', SAME_SAMPLES],
]

describe.skipIf(!hasCommand('ffmpeg'))('what is said of a codec is what ffmpeg finds', () => {
  const engine = nodeEngine()
  beforeAll(async () => {
    const mix = syntheticMix({ seconds: SECONDS, sampleRate: RATE, drums: 0.6 })
    must(await engine.open('t', await wavFile(mix), null, {}))
    const intent = { destinationId: 'custom', styleId: 'clean', targetLufs: -8, ceilingDbtp: -0.1 }
    must(await engine.master('t', freshRecipe(intent), {}))
  })

  it.each(CODECS)('%s at %s', async (format, quality, mostApart) => {
    const settings = { ...DEFAULT_DELIVERY, format, quality }
    const { file, check } = must(await engine.export('t', settings, {}, {}))
    const bytes = new Uint8Array(await file.arrayBuffer())

    const heard = ffmpegSays(bytes, ['-af', 'ebur128', '-f', 'null'])
    const loudness = Number(/I:\s+(-?[\d.]+)/.exec(heard.slice(heard.lastIndexOf('Summary:')))?.[1])
    expect(Math.abs(loudness - (check.integratedLufs ?? 0))).toBeLessThan(SAME_LOUDNESS_LU)

    const peak = resampledPeakDb(bytes, ':filter_size=128')
    expect(Math.abs(peak - (check.truePeakDbtp ?? 0))).toBeLessThan(SAME_PEAK_DB)
    // As its meter has it, with 32 taps, which let go what lies near Nyquist: that may read less, and never more.
    expect(resampledPeakDb(bytes, '') - (check.truePeakDbtp ?? 0)).toBeLessThan(SAME_PEAK_DB)

    const samples = samplesOf(ffmpegWav(bytes))
    const over = (level: number): number => samples.filter((x) => Math.abs(x) > level).length
    expect(over(0.5)).toBeGreaterThan(100)
    expect(check.clippedSamples).toBeLessThanOrEqual(over(1 - mostApart))
    expect(check.clippedSamples).toBeGreaterThanOrEqual(over(1 + mostApart))
    expect(Math.abs(check.clippedSamples - over(1))).toBeLessThanOrEqual(over(1) / 100)
    if (format === 'aac') return
    const ours = interleaved((await decodeForTest(bytes)).channels)
    expect(samples.length).toBe(ours.length)
    expect(
      samples.reduce((most, x, n) => Math.max(most, Math.abs(x - at(ours, n))), 0),
    ).toBeLessThan(mostApart)
    expect(check.clippedSamples).toBe(ours.filter((x) => Math.abs(x) > 1).length)
  })
})

/** By ffmpeg's resampler at 384 kHz, dBTP. */
const resampledPeakDb = (file: Uint8Array, options: string): number => {
  const filters = `aresample=384000:osf=dblp${options},astats=measure_perchannel=none`
  const said = ffmpegSays(file, ['-af', filters, '-f', 'null'])
  return Number(/Peak level dB: (-?[\d.]+)/.exec(said)?.[1])
}

const at = (samples: Float32Array, n: number): number => samples[n] as number

const interleaved = (channels: readonly Float32Array[]): Float32Array => {
  const frames = channels[0]?.length ?? 0
  const all = new Float32Array(frames * channels.length)
  for (const [channel, samples] of channels.entries())
    for (let n = 0; n < frames; n++) all[n * channels.length + channel] = at(samples, n)
  return all
}

/** Of a float WAV that ffmpeg writes into a stream: all behind the head of its data. */
const samplesOf = (wav: Uint8Array): Float32Array => {
  const start = Buffer.from(wav).indexOf('data', 0, 'latin1') + 8
  return new Float32Array(wav.slice(start, wav.length - ((wav.length - start) % 4)).buffer)
}
