import { describe, expect, it } from 'vitest'
import { syntheticMix } from '../../bench/support/mix.mjs'
import { freshRecipe } from '../chain/recipe'
import { ffmpegSays, ffmpegWav, hasCommand } from '../codec/testing/commands'
import type { FormatId } from '../delivery/formats/registry'
import { DEFAULT_DELIVERY } from '../delivery/settings'
import { nodeEngine } from '../hosts/node/node-engine'
import { RATE, wavFile } from './testing/mix-file'
import { must } from './testing/must'

const SECONDS = 4
/** LU, dB: what is told of a codec, and what ffmpeg's decoder and meters find. The first prints one decimal. */
const SAME_LOUDNESS_LU = 0.1
const SAME_PEAK_DB = 0.05
/** Samples so near to full scale that the last bit of a decoder tells on which side they are. */
const DOUBTFUL = 1e-5

/** The lowest rates of each codec, and a master so loud that they go over full scale. AAC's decoder is ffmpeg's here in any case. */
const CODECS: readonly (readonly [FormatId, string])[] = [
  ['mp3', 'cbr-128'],
  ['mp3', 'vbr-0'],
  ['opus', '64'],
  ['vorbis', '2'],
  ['aac', '128'],
]

describe.skipIf(!hasCommand('ffmpeg'))('what is said of a codec is what ffmpeg finds', () => {
  it.each(CODECS)('%s at %s', async (format, quality) => {
    const engine = nodeEngine()
    const mix = syntheticMix({ seconds: SECONDS, sampleRate: RATE, drums: 0.6 })
    must(await engine.open('t', await wavFile(mix), null, {}))
    const intent = { destinationId: 'custom', styleId: 'clean', targetLufs: -8, ceilingDbtp: -0.1 }
    must(await engine.master('t', freshRecipe(intent), {}))
    const settings = { ...DEFAULT_DELIVERY, format, quality }
    const { file, check } = must(await engine.export('t', settings, {}, {}))
    const bytes = new Uint8Array(await file.arrayBuffer())

    const heard = ffmpegSays(bytes, ['-af', 'ebur128', '-f', 'null'])
    const loudness = Number(/I:\s+(-?[\d.]+)/.exec(heard.slice(heard.lastIndexOf('Summary:')))?.[1])
    expect(Math.abs(loudness - (check.integratedLufs ?? 0))).toBeLessThan(SAME_LOUDNESS_LU)

    const resample = 'aresample=384000:osf=dblp:filter_size=128,astats=measure_perchannel=none'
    const peaks = ffmpegSays(bytes, ['-af', resample, '-f', 'null'])
    const peak = Number(/Peak level dB: (-?[\d.]+)/.exec(peaks)?.[1])
    expect(Math.abs(peak - (check.truePeakDbtp ?? 0))).toBeLessThan(SAME_PEAK_DB)

    const samples = samplesOf(ffmpegWav(bytes))
    const over = (level: number): number => samples.filter((x) => Math.abs(x) > level).length
    expect(over(0.5)).toBeGreaterThan(100)
    expect(check.clippedSamples).toBeLessThanOrEqual(over(1 - DOUBTFUL))
    expect(check.clippedSamples).toBeGreaterThanOrEqual(over(1 + DOUBTFUL))
  })
})

/** Of a float WAV that ffmpeg writes into a stream: all behind the head of its data. */
const samplesOf = (wav: Uint8Array): Float32Array => {
  const at = Buffer.from(wav).indexOf('data', 0, 'latin1') + 8
  return new Float32Array(wav.slice(at, wav.length - ((wav.length - at) % 4)).buffer)
}
