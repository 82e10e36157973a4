import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Is ffmpeg on the PATH? */
export const HAS_FFMPEG = spawnSync('ffmpeg', ['-version']).status === 0

/** A 32-bit float WAV, the fewest bytes that are one. */
const floatWav = (sampleRate: number, channels: readonly Float32Array[]): Uint8Array => {
  const frames = channels[0]?.length ?? 0
  const count = channels.length
  const bytes = new Uint8Array(44 + frames * count * 4)
  const view = new DataView(bytes.buffer)
  const text = (at: number, value: string) => {
    for (let k = 0; k < value.length; k++) bytes[at + k] = value.charCodeAt(k)
  }
  text(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 3, true)
  view.setUint16(22, count, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * count * 4, true)
  view.setUint16(32, count * 4, true)
  view.setUint16(34, 32, true)
  text(36, 'data')
  view.setUint32(40, frames * count * 4, true)
  for (const [channel, samples] of channels.entries())
    for (let n = 0; n < frames; n++)
      view.setFloat32(44 + (n * count + channel) * 4, samples[n] ?? 0, true)
  return bytes
}

/** What ffmpeg prints when it runs `filter` over these channels. */
const ffmpegPrints = (
  sampleRate: number,
  channels: readonly Float32Array[],
  filter: string,
): string => {
  const folder = mkdtempSync(join(tmpdir(), 'landing-'))
  try {
    const file = join(folder, 'master.wav')
    writeFileSync(file, floatWav(sampleRate, channels))
    const args = ['-hide_banner', '-nostats', '-i', file, '-filter_complex', filter, '-f', 'null']
    return spawnSync('ffmpeg', [...args, '-'], { encoding: 'utf8' }).stderr
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const EBUR128 = 'ebur128=peak=true:framelog=verbose'
/** Into nothing: on its way to ffmpeg's null file it would become 16 bits, which end at full scale. */
const peakAt = (rate: number): string =>
  `aresample=${rate},astats=metadata=0:measure_overall=Peak_level:measure_perchannel=none,anullsink`

interface Reading {
  readonly integratedLufs: number
  readonly truePeakDbtp: number
}

/** Integrated loudness (LUFS) and true peak (dBFS, to 0.1) as ffmpeg's ebur128 filter reads them. */
export const ffmpegReading = (sampleRate: number, channels: readonly Float32Array[]): Reading =>
  readingIn(ffmpegPrints(sampleRate, channels, EBUR128))

/** The same, and `ffmpegPeakAt` each of the rates: one start for them all. */
export const ffmpegReadings = (
  sampleRate: number,
  channels: readonly Float32Array[],
  rates: readonly number[],
): Reading & { readonly peaksDb: readonly number[] } => {
  const ways = [`${EBUR128},anullsink`, ...rates.map(peakAt)]
  const inputs = ways.map((_, k) => `[in${k}]`).join('')
  const split = `asplit=${ways.length}${inputs}`
  const filters = ways.map((filter, k) => `[in${k}]${filter}`)
  const printed = ffmpegPrints(sampleRate, channels, [split, ...filters].join(';'))
  return { ...readingIn(printed), peaksDb: peaksIn(printed) }
}

const readingIn = (printed: string): Reading => {
  const summary = printed.slice(printed.lastIndexOf('Summary:'))
  const read = (pattern: RegExp) => Number(pattern.exec(summary)?.[1] ?? Number.NaN)
  return {
    integratedLufs: read(/I:\s+(-?[\d.]+) LUFS/),
    truePeakDbtp: read(/Peak:\s+(-?[\d.]+) dBFS/),
  }
}

/** The largest sample, dBFS, of what ffmpeg's own resampler makes of these channels at another rate. */
export const ffmpegPeakAt = (
  resampledRate: number,
  sampleRate: number,
  channels: readonly Float32Array[],
): number => {
  const [peakDb = Number.NaN] = peaksIn(ffmpegPrints(sampleRate, channels, peakAt(resampledRate)))
  return peakDb
}

/** In the order of the filters, which end in any. */
const peaksIn = (printed: string): readonly number[] =>
  [...printed.matchAll(/astats_(\d+) @ \w+\] Peak level dB: (-?[\d.]+)/g)]
    .toSorted(([, a], [, b]) => Number(a) - Number(b))
    .map(([, , db]) => Number(db))

/** One channel through an audio filter of ffmpeg, as long as it was. */
export const ffmpegFiltered = (
  sampleRate: number,
  samples: Float32Array,
  filter: string,
): Float32Array => {
  const raw = ['-f', 'f32le', '-ar', String(sampleRate), '-ac', '1']
  const { stdout } = spawnSync(
    'ffmpeg',
    ['-v', 'error', ...raw, '-i', '-', '-af', filter, ...raw, '-'],
    { input: Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength) },
  )
  const made = new Float32Array(samples.length)
  new Uint8Array(made.buffer).set(stdout.subarray(0, made.byteLength))
  return made
}
