import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { syntheticMix } from '../../bench/support/mix.mjs'
import { freshRecipe } from '../chain/recipe'
import { ffmpegFile, ffmpegSays, ffmpegWav, hasCommand } from '../codec/testing/commands'
import { RATE, wavFile } from '../engine/testing/mix-file'
import { LOW_BAND_HZ } from '../second-meter/low-band'
import { reportHtml } from './report-html'
import { type MadeReport, madeReport } from './testing/made-report'

const SECONDS = 5

/** Behind the head of a WAV file that ffmpeg wrote. */
const samplesOf = (wav: Uint8Array): Buffer => {
  const bytes = Buffer.from(wav)
  const at = bytes.indexOf('data')
  return bytes.subarray(at + 8, at + 8 + bytes.readUInt32LE(at + 4))
}

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex')

const planesOf = (wav: Uint8Array): readonly [Float32Array, Float32Array] => {
  const samples = samplesOf(wav)
  const frames = samples.length / 8
  const plane = (channel: number) =>
    Float32Array.from({ length: frames }, (_, i) => samples.readFloatLE(8 * i + 4 * channel))
  return [plane(0), plane(1)]
}

describe.skipIf(!hasCommand('ffmpeg'))('a report, judged by ffmpeg', () => {
  let mix: Uint8Array
  let fromFlac: MadeReport
  let fromMp3: MadeReport
  beforeAll(async () => {
    const file = await wavFile(syntheticMix({ seconds: SECONDS, sampleRate: RATE }))
    mix = new Uint8Array(await file.arrayBuffer())
    const source = (extension: string, ...args: string[]) =>
      new File([Buffer.from(ffmpegFile(mix, extension, args))], `song.${extension}`)
    const tagged = [
      ...['-metadata', 'title=Lied', '-metadata', 'ISRC=QZABC2600001'],
      ...['-metadata', 'REPLAYGAIN_TRACK_GAIN=-3.00 dB', '-metadata', 'mood=calm'],
    ]
    const recipe = freshRecipe({
      destinationId: 'spotify',
      styleId: 'balanced',
      targetLufs: -14,
      ceilingDbtp: -1,
    })
    fromFlac = await madeReport({
      source: source('flac', '-sample_fmt', 's16', ...tagged),
      settings: { format: 'flac', depth: '16', dither: 'tpdf' },
      recipe,
    })
    fromMp3 = await madeReport({
      source: source('mp3', '-b:a', '192k'),
      settings: { format: 'mp3', quality: 'cbr-320', replayGain: true },
      tags: { artist: 'Ann', markers: [{ atFrame: 1, lengthFrames: 0, label: 'A' }] },
      recipe,
    })
  })

  it('has the MD5 of the source’s samples, which a FLAC source keeps of itself', () => {
    const { audio } = fromFlac.report.source
    // RFC 9639, section 8.2: behind "fLaC" and the head of the first block, 18 bytes into STREAMINFO.
    expect(audio).toEqual({ md5: fromFlac.source.subarray(26, 42).toString('hex'), depth: '16' })
  })

  it('has that of what a lossy source decodes to as float', () => {
    const { audio, bitDepth } = fromMp3.report.source
    expect(bitDepth).toBeNull()
    expect(audio.depth).toBe('32f')
    expect(audio.md5).toMatch(/^[0-9a-f]{32}$/)
  })

  it('has the MD5 that any decoder finds in the delivered file', () => {
    const decoded = ffmpegFile(fromFlac.bytes, 'wav', ['-c:a', 'pcm_s16le'])
    expect(fromFlac.report.file.audioMd5).toBe(md5(samplesOf(decoded)))
  })

  it('has the least peak over 3 s as ffmpeg’s meter shows it, window by window', () => {
    const { details } = fromFlac.report
    for (const [bytes, reading] of [
      [fromFlac.source, details.original],
      [fromFlac.bytes, details.file],
    ] as const) {
      const log = ebur128(bytes)
      const least = log.flatMap(({ shortTermLufs }, k) => {
        const peaks = log.slice(Math.max(0, k - 29), k + 1).map(({ peakDbtp }) => peakDbtp)
        return k < 29 ? [] : [Math.max(...peaks) - shortTermLufs]
      })
      expect(least.length).toBeGreaterThan(10)
      // Its log has one decimal for both, its peaks are of 4 points a sample.
      const difference = (reading?.minimumPeakToShortTermLu ?? 99) - Math.min(...least)
      expect(Math.abs(difference)).toBeLessThan(0.3)
    }
  })

  it('has the correlation below 150 Hz that two channels have behind ffmpeg’s filter', () => {
    const low = '150:width_type=q:precision=f64'
    const chain = `lowpass=f=${low}:width=0.5411961,lowpass=f=${low}:width=1.3065630`
    const [left, right] = planesOf(ffmpegWav(fromFlac.bytes, ['-af', `aformat=dblp,${chain}`]))
    const product = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
    const correlation =
      product(left, right) / Math.sqrt(product(left, left) * product(right, right))
    expect(fromFlac.report.details.file?.lowBandCorrelation).toBeCloseTo(correlation, 3)
    expect(reportHtml(fromFlac.report)).toContain(`Correlation below ${LOW_BAND_HZ} Hz`)
  })

  it('says which tags were written, as ffprobe finds them, and why others were not', () => {
    const { tags } = fromFlac.report
    expect(tags.written).toEqual([
      { name: 'Title', value: 'Lied' },
      { name: 'ISRC', value: 'QZABC2600001' },
      { name: 'MOOD', value: 'calm' },
    ])
    expect(tags.dropped).toEqual([
      { name: 'REPLAYGAIN_TRACK_GAIN', words: 'mastering makes it false' },
    ])
    const found = ffmpegSays(fromFlac.bytes, ['-f', 'ffmetadata'])
    for (const { value } of tags.written) expect(found).toContain(value)
    expect(found).not.toContain('REPLAYGAIN')
    expect(fromMp3.report.tags).toMatchObject({
      written: [
        { name: 'Artist', value: 'Ann' },
        { name: 'Gain for players', value: 'ReplayGain 2.0' },
      ],
      dropped: [{ name: 'Markers', words: 'MP3 has no place for it' }],
    })
    const page = reportHtml(fromFlac.report)
    expect(page).toContain('REPLAYGAIN_TRACK_GAIN: mastering makes it false')
  })

  it('says how the samples were rounded, as it came out', () => {
    const { dither, lengthFrames } = fromFlac.report.file
    expect(dither.kind).toBe('tpdf')
    expect(dither.frames).toBeGreaterThan(0.9 * lengthFrames)
    expect(fromMp3.report.file.dither).toMatchObject({ kind: 'none', frames: 0 })
  })

  it('has both meters on the master itself where the file is another signal', () => {
    const { meters, details } = fromMp3.report
    const rows = meters.rows.filter(({ signal }) => signal === 'master')
    expect(rows).toHaveLength(6)
    expect(rows.every(({ agrees }) => agrees)).toBe(true)
    expect(details.master).not.toEqual(details.file)
    expect(fromFlac.report.details.master).toEqual(fromFlac.report.details.file)
  })

  it('says when the rules of the destination were looked up, and from what it was built', () => {
    expect(fromFlac.report.destination.rulesChecked).toMatch(/^20\d\d-\d\d$/)
    const page = reportHtml(fromFlac.report)
    expect(page).toContain(`rules as of ${fromFlac.report.destination.rulesChecked}`)
    expect(page).toContain(String(fromFlac.report.tool.build))
  })
})

/** What ffmpeg's meter logs every 100 ms. */
const ebur128 = (
  bytes: Uint8Array,
): readonly { readonly shortTermLufs: number; readonly peakDbtp: number }[] => {
  const said = ffmpegSays(bytes, ['-af', 'ebur128=peak=true:framelog=info', '-f', 'null'])
  const line = /S:\s*(-?[\d.]+)\s.*FTPK:((?:\s+-?(?:[\d.]+|inf))+) dBFS/g
  return [...said.matchAll(line)].map(([, loudness, peaks]) => ({
    shortTermLufs: Number(loudness),
    peakDbtp: Math.max(...String(peaks).trim().split(/\s+/).map(Number)),
  }))
}
