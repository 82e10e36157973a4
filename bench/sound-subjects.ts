import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gradeDamage } from '../src/analysis/damage/grade-damage'
import { dbToAmplitude } from '../src/core/decibels'
import { detachedJob } from '../src/core/job'
import type { PcmReader } from '../src/core/pcm-store'
import { DEFAULT_DELIVERY } from '../src/delivery/settings'
import { nodeEngine } from '../src/hosts/node/node-engine'
import { nodeKernels } from '../src/hosts/node/node-kernels'
import { propose, recipeFrom } from '../src/mastering/proposal/propose'
import { must } from './support/must'

/** One piece of music, and what is made of it: by us, and by others. */
export interface SoundSubject {
  /** Level and ceiling only, as a file of 24 bits. */
  master(
    targetLufs: number,
    ceilingDbtp: number,
  ): Promise<{ file: Uint8Array; ms: number; passes: number }>
  measure(path: string): Promise<{ integratedLufs: number; truePeakDbtp: number }>
  /** A file of the same rate and channels: level and delay (up to 50 ms) are matched before it is graded. */
  judge(
    path: string,
  ): Promise<{ integratedLufs: number; grade: number; delayFrames: number; gainDb: number }>
}

const ORIGINAL = 'original'
const OTHER = 'other'
const LONGEST_DELAY_SECONDS = 0.05
const COMPARED_SECONDS = 0.5

export const openSound = async (path: string): Promise<SoundSubject> => {
  const engine = nodeEngine()
  const kernels = nodeKernels()
  const fileOf = (name: string): File => new File([readFileSync(name)], basename(name))
  const lufsOf = async (track: string): Promise<number> =>
    must(await engine.analyse(track, {})).loudness.integratedLufs ?? Number.NaN
  must(await engine.open(ORIGINAL, fileOf(path), null, {}))
  const analysis = must(await engine.analyse(ORIGINAL, {}))
  return {
    async master(targetLufs, ceilingDbtp) {
      const level = { destinationId: 'custom', styleId: 'clean', intensityPercent: 0 }
      const recipe = recipeFrom(propose(analysis, { ...level, targetLufs, ceilingDbtp }))
      const start = performance.now()
      const { passes } = must(await engine.master(ORIGINAL, recipe, {}))
      const ms = performance.now() - start
      const as24 = { depth: '24', dither: 'tpdf', sampleRate: 'source' } as const
      const { file } = must(await engine.export(ORIGINAL, { ...DEFAULT_DELIVERY, ...as24 }, {}, {}))
      return { file: new Uint8Array(await file.arrayBuffer()), ms, passes }
    },
    async measure(other) {
      must(await engine.open(OTHER, fileOf(other), null, {}))
      const { loudness, truePeakDbtp } = must(await engine.analyse(OTHER, {}))
      return { integratedLufs: loudness.integratedLufs ?? Number.NaN, truePeakDbtp }
    },
    async judge(other) {
      must(await engine.open(OTHER, fileOf(other), null, {}))
      const before = engine.lend(ORIGINAL)
      const after = engine.lend(OTHER)
      if (!before || !after) throw new Error('audio is gone')
      const integratedLufs = await lufsOf(OTHER)
      const gainDb = (await lufsOf(ORIGINAL)) - integratedLufs
      const delayFrames = delayOf(before, after)
      const aligned = later(after, delayFrames, before.lengthFrames)
      const gain = dbToAmplitude(gainDb)
      const graded = await gradeDamage(before, aligned, gain, kernels, detachedJob)
      return { integratedLufs, grade: graded?.grade ?? Number.NaN, delayFrames, gainDb }
    },
  }
}

/** The reader from `delay` frames on, as long as told. */
const later = (reader: PcmReader, delay: number, lengthFrames: number): PcmReader => ({
  sampleRate: reader.sampleRate,
  channelCount: reader.channelCount,
  lengthFrames,
  read(start, into, frames) {
    const silent = Math.min(frames, Math.max(0, -(start + delay)))
    for (const samples of into) samples.fill(0, 0, frames)
    const rest = into.map((samples) => samples.subarray(silent))
    reader.read(start + delay + silent, rest, frames - silent)
    return Math.max(0, Math.min(frames, lengthFrames - start))
  },
})

/** Frames that the second lags behind the first: the largest correlation around the middle. */
const delayOf = (first: PcmReader, second: PcmReader): number => {
  const most = Math.round(LONGEST_DELAY_SECONDS * first.sampleRate)
  const span = Math.round(COMPARED_SECONDS * first.sampleRate)
  const middle = Math.max(most, Math.floor(first.lengthFrames / 2))
  const a = firstChannel(first, middle, span)
  const b = firstChannel(second, middle - most, span + 2 * most)
  let best = 0
  let largest = Number.NEGATIVE_INFINITY
  for (let lag = 0; lag <= 2 * most; lag++) {
    let sum = 0
    for (let n = 0; n < span; n++) sum += (a[n] ?? 0) * (b[n + lag] ?? 0)
    if (sum > largest) {
      largest = sum
      best = lag - most
    }
  }
  return best
}

const firstChannel = (reader: PcmReader, start: number, frames: number): Float32Array => {
  const into = Array.from({ length: reader.channelCount }, () => new Float32Array(frames))
  reader.read(start, into, frames)
  return into[0] ?? new Float32Array(frames)
}
