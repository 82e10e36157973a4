import { readFileSync } from 'node:fs'
import { assert } from '../../core/assert'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { type Burst, burst } from './burst'

/** One expected reading of a vector; see `conventions` in loudness-vectors.json. */
export interface Expectation {
  readonly metric: 'I' | 'M' | 'S' | 'LRA' | 'TP' | 'SP'
  readonly value: number
  readonly plus: number
  readonly minus: number
  readonly reduce?: 'last' | 'max' | 'all'
  readonly fromSeconds?: number
  readonly toSeconds?: number
}

type PerChannel<T> = T | readonly (T | null)[]

interface Sine {
  readonly kind: 'sine'
  readonly seconds: number
  readonly freqHz?: number
  readonly freqRatioFs?: number
  readonly dBFS?: PerChannel<number>
  readonly amplitude?: number
  readonly phaseDeg?: PerChannel<number>
  readonly fadeInSeconds?: number
  readonly fadeOutSeconds?: number
}

type Segment =
  | Sine
  | Burst
  | { readonly kind: 'silence'; readonly seconds: number }
  | {
      readonly kind: 'lcgNoise'
      readonly peakDBFS: PerChannel<number>
      readonly seconds: number
      readonly seed: number
    }
  | { readonly kind: 'samples'; readonly values: readonly number[] }

export interface Vector {
  readonly id: string
  readonly sampleRates: readonly number[]
  readonly channels: readonly string[]
  readonly signal: readonly Segment[]
  readonly expect: readonly Expectation[]
}

export const VECTORS = (
  JSON.parse(readFileSync(new URL('loudness-vectors.json', import.meta.url), 'utf8')) as {
    cases: readonly Vector[]
  }
).cases

/** Sends the vector's audio at `sampleRate` to `push`, block after block; the arrays are reused. */
export function synthesise(
  vector: Vector,
  sampleRate: number,
  push: (block: readonly Float32Array[], frames: number) => void,
): void {
  for (const segment of vector.signal) {
    const { sources, frames } = sourcesOf(segment, vector.channels.length, sampleRate)
    const buffers = new Map(sources.map((source) => [source, new Float32Array(BLOCK)]))
    for (let start = 0; start < frames; start += BLOCK) {
      const count = Math.min(BLOCK, frames - start)
      for (const [source, buffer] of buffers) source(buffer, start, count)
      push(
        sources.map((source) => {
          const buffer = buffers.get(source)
          assert(buffer, 'vector: no buffer')
          return buffer
        }),
        count,
      )
    }
  }
}

const BLOCK = 4096

/** Writes frames [start, start + count) of a segment; called with ascending starts. */
type Source = (into: Float32Array, start: number, count: number) => void

interface Sources {
  /** One per channel; channels with the same signal share theirs. */
  readonly sources: readonly Source[]
  readonly frames: number
}

const SILENCE: Source = (into, _, count) => {
  into.fill(0, 0, count)
}

function sourcesOf(segment: Segment, channelCount: number, sampleRate: number): Sources {
  const all = (source: Source): readonly Source[] => Array<Source>(channelCount).fill(source)
  switch (segment.kind) {
    case 'silence':
      return { sources: all(SILENCE), frames: Math.round(segment.seconds * sampleRate) }
    case 'samples':
      return { sources: all(copyOf(segment.values)), frames: segment.values.length }
    case 'burst4x': {
      const samples = burst(segment, sampleRate)
      return { sources: all(copyOf(samples)), frames: samples.length }
    }
    case 'lcgNoise':
      return {
        sources: Array.from({ length: channelCount }, (_, channel) =>
          noise(segment.seed + channel * 7919, amplitudeOf(segment.peakDBFS, channel)),
        ),
        frames: Math.round(segment.seconds * sampleRate),
      }
    case 'sine':
      return sines(segment, channelCount, sampleRate)
  }
}

const entryOf = (value: PerChannel<number> | undefined, channel: number, missing: number) =>
  typeof value === 'object' ? (value[channel] ?? null) : (value ?? missing)

const amplitudeOf = (dBFS: PerChannel<number>, channel: number): number => {
  const level = entryOf(dBFS, channel, 0)
  return level === null ? 0 : 10 ** (level / 20)
}

const copyOf =
  (values: ArrayLike<number>): Source =>
  (into, start, count) => {
    for (let n = 0; n < count; n++) into[n] = values[start + n] ?? 0
  }

function noise(seed: number, amplitude: number): Source {
  const next = seededNoise(seed)
  return (into, _, count) => {
    for (let n = 0; n < count; n++) into[n] = next() * amplitude
  }
}

function sines(segment: Sine, channelCount: number, sampleRate: number): Sources {
  const frames = Math.round(segment.seconds * sampleRate)
  const omega = 2 * Math.PI * (segment.freqRatioFs ?? (segment.freqHz ?? 0) / sampleRate)
  const fadeIn = Math.round((segment.fadeInSeconds ?? 0) * sampleRate)
  const fadeOut = Math.round((segment.fadeOutSeconds ?? 0) * sampleRate)
  const shared = new Map<string, Source>()
  const sources = Array.from({ length: channelCount }, (_, channel) => {
    const amplitude = segment.amplitude ?? amplitudeOf(segment.dBFS ?? 0, channel)
    if (amplitude === 0) return SILENCE
    const phase = ((entryOf(segment.phaseDeg, channel, 0) ?? 0) * Math.PI) / 180
    const key = `${amplitude} ${phase}`
    const source = shared.get(key) ?? sine(omega, phase, amplitude, { fadeIn, fadeOut, frames })
    shared.set(key, source)
    return source
  })
  return { sources, frames }
}

interface Fades {
  readonly fadeIn: number
  readonly fadeOut: number
  readonly frames: number
}

function sine(omega: number, phase: number, amplitude: number, fades: Fades): Source {
  const { fadeIn, fadeOut, frames } = fades
  const stepRe = Math.cos(omega)
  const stepIm = Math.sin(omega)
  return (into, start, count) => {
    // Set anew every block: the recurrence stays within 1e-12 of the sine.
    let re = amplitude * Math.cos(omega * start + phase)
    let im = amplitude * Math.sin(omega * start + phase)
    for (let n = 0; n < count; n++) {
      into[n] = im
      const next = re * stepRe - im * stepIm
      im = re * stepIm + im * stepRe
      re = next
    }
    for (let n = start; n < Math.min(fadeIn, start + count); n++)
      into[n - start] = (into[n - start] ?? 0) * ((n + 1) / fadeIn)
    for (let n = Math.max(start, frames - fadeOut); n < start + count; n++)
      into[n - start] = (into[n - start] ?? 0) * ((frames - n) / fadeOut)
  }
}
