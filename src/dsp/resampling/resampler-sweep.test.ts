import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { amplitudeToDb } from '../../core/decibels'
import { fft } from '../dither.oracle'
import { kaiserAt, kaiserBeta } from '../filters/kaiser'
import { convert } from '../testing/convert'

const FROM = 96_000
const TO = 44_100
const SECONDS = 6
const SLOPE_HZ_PER_S = FROM / 2 / SECONDS
/** Long, so that the fade's own spectrum is far below −140 dB where spurs are looked for. */
const FADE_S = 0.4

/** A 0 dBFS sweep from 0 to 48 kHz, its ends faded so that they are no clicks; sampled at `rate`. */
const sweep = (rate: number): Float32Array =>
  Float32Array.from({ length: SECONDS * rate }, (_, n) => {
    const t = n / rate
    const edge = Math.min(1, t / FADE_S, (SECONDS - t) / FADE_S)
    return (0.5 - 0.5 * Math.cos(Math.PI * edge)) * Math.sin(Math.PI * SLOPE_HZ_PER_S * t * t)
  })

const rms = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)

describe('a sweep to 48 kHz, 96 to 44.1 kHz, as the published comparisons make it', () => {
  let out = new Float32Array()
  beforeAll(() => {
    out = convert([sweep(FROM)], FROM, TO)[0] as Float32Array<ArrayBuffer>
  })

  test('nothing beside the tone is above −140 dBFS anywhere in its spectrogram', () => {
    const size = 4096
    const beta = kaiserBeta(200)
    const window = Float64Array.from({ length: size }, (_, n) =>
      kaiserAt((2 * n) / (size - 1) - 1, beta),
    )
    const unity = window.reduce((sum, value) => sum + value, 0) / 2
    const binHz = TO / size
    // What the tone sweeps within a window, and the window's own main lobe.
    const reachHz = (SLOPE_HZ_PER_S * size) / TO / 2 + 40 * binHz
    let worst = 0
    let silent = 0
    for (let at = 0; at + size <= out.length; at += size / 4) {
      const real = window.map((value, n) => value * (out[at + n] ?? 0))
      const imaginary = new Float64Array(size)
      fft(real, imaginary)
      const toneHz = (SLOPE_HZ_PER_S * (at + size / 2)) / TO
      if (toneHz - reachHz > TO / 2) silent++
      for (let bin = 0; bin <= size / 2; bin++)
        if (Math.abs(bin * binHz - toneHz) > reachHz)
          worst = Math.max(worst, Math.hypot(real[bin] ?? 0, imaginary[bin] ?? 0) / unity)
    }
    expect(silent).toBeGreaterThan(100)
    expect(amplitudeToDb(worst)).toBeLessThan(-140)
  })

  test('up to 19.5 kHz it is the sweep itself, in level, phase and time, to −140 dB', () => {
    const to = Math.round((19_500 / SLOPE_HZ_PER_S) * TO)
    const ideal = sweep(TO).subarray(0, to)
    const error = out.subarray(0, to).map((value, n) => value - (ideal[n] ?? 0))
    expect(amplitudeToDb(rms(error) / rms(ideal))).toBeLessThan(-140)
  })

  test('beyond the new Nyquist frequency nothing of it is left at −140 dBFS', () => {
    const above = out.subarray(Math.round((22_300 / SLOPE_HZ_PER_S) * TO))
    const peak = above.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    expect(amplitudeToDb(peak)).toBeLessThan(-140)
  })
})

test('an impulse from 96 to 44.1 kHz is symmetric about its place: linear phase', () => {
  const x = new Float32Array(19_200)
  x[9_600] = 1
  const [out = new Float32Array()] = convert([x], FROM, TO)
  const centre = 4_410
  for (let k = 1; k < 400; k++) {
    expect(out[centre + k]).toBeCloseTo(out[centre - k] ?? Number.NaN, 9)
    expect(Math.abs(out[centre + k] ?? 1)).toBeLessThan(out[centre] ?? 0)
  }
})

const HAS_SOX = spawnSync('sox', ['--version']).status === 0

/** `channel` converted by SoX's `rate -v`. */
const soxRate = (channel: Float32Array, from: number, to: number): Float32Array => {
  const folder = mkdtempSync(join(tmpdir(), 'resampler-'))
  try {
    const [input, output] = [join(folder, 'in.raw'), join(folder, 'out.raw')]
    writeFileSync(input, new Uint8Array(channel.buffer))
    const raw = ['-t', 'raw', '-e', 'floating-point', '-b', '32', '-c', '1']
    const args = [...raw, '-r', String(from), input, ...raw, output, 'rate', '-v', String(to)]
    const { status, stderr } = spawnSync('sox', args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    const bytes = readFileSync(output)
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

// Above, SoX's own pass band begins to droop: −0.002 dB at 20 kHz (sources: rate conversion).
test.skipIf(!HAS_SOX).each([
  [96_000, 44_100],
  [48_000, 44_100],
  [44_100, 48_000],
  [44_056, 48_000],
  [47_952, 44_100],
  [50_000, 37_801],
] as const)('%i to %i Hz nulls with SoX’s rate -v to −120 dB below 12 kHz', (from, to) => {
  const tones = Array.from({ length: 25 }, (_, k) => ({ freqHz: 40 * 1.26 ** k, phase: 2.4 * k }))
  expect(tones.at(-1)?.freqHz).toBeLessThan(12_000)
  const x = Float32Array.from({ length: from }, (_, n) => {
    const fade = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / from)
    return tones.reduce(
      (sum, { freqHz, phase }) =>
        sum + 0.03 * fade * Math.sin((2 * Math.PI * freqHz * n) / from + phase),
      0,
    )
  })
  const [ours = new Float32Array()] = convert([x], from, to)
  const theirs = soxRate(x, from, to)
  expect(theirs.length).toBe(ours.length)
  const difference = ours.map((value, n) => value - (theirs[n] ?? 0))
  expect(amplitudeToDb(rms(difference) / rms(ours))).toBeLessThan(-120)
})
