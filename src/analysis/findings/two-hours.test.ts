import { expect, it } from 'vitest'
import { Cancelled, detachedJob, type JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { initialIntent } from '../../mastering/proposal/intent'
import { propose } from '../../mastering/proposal/propose'
import { measureSectionFeatures } from '../sections/section-features'
import { sectionsOf } from '../sections/sections'
import { examine } from '../testing/analyse'
import { music } from '../testing/signals'
import { isFound } from './finding'
import { FINDING_KINDS } from './findings-of'

const RATE = 8000
const PART_SECONDS = 600
const PATTERN_SECONDS = 20
const OFFSET = 0.01
/** Milliseconds of work, and a fiftieth of the whole. */
const MOST_FRAMES = 2 ** 20
const kernels = nodeKernels()

/** Begins and ends at nothing, so that it can be repeated without a click. */
const [pattern = new Float32Array(0)] = music(PATTERN_SECONDS, RATE, 5).map((channel) =>
  channel.map((x, n) => x * Math.min(1, n / RATE, (channel.length - 1 - n) / RATE)),
)
const [quiet, loud] = [0.06, 0.5].map((level) => pattern.map((x) => OFFSET + level * x))

/** Mono, one pattern over and over, every other ten minutes quiet, with a constant offset; nothing of it is held. */
const repeated = (seconds: number): PcmReader & { readonly takenFrames: () => number } => {
  let taken = 0
  const lengthFrames = seconds * RATE
  return {
    sampleRate: RATE,
    channelCount: 1,
    lengthFrames,
    takenFrames: () => taken,
    read(startFrame, [into = new Float32Array(0)], frames) {
      const count = Math.max(0, Math.min(frames, lengthFrames - startFrame))
      for (let done = 0; done < count; ) {
        const isQuiet = Math.floor((startFrame + done) / RATE / PART_SECONDS) % 2 === 0
        const from = (startFrame + done) % pattern.length
        const piece = (isQuiet ? quiet : loud)?.subarray(from, from + count - done) ?? pattern
        into.set(piece, done)
        done += piece.length
      }
      taken += count
      return count
    },
  }
}

/** The most that is read between two moments at which a message gets through. */
const watched = (audio: ReturnType<typeof repeated>) => {
  let [before, most] = [0, 0]
  const job: JobContext = {
    report: () => {},
    checkpoint: () => {
      most = Math.max(most, audio.takenFrames() - before)
      before = audio.takenFrames()
      return undefined
    },
  }
  return { job, mostFrames: () => most }
}

it('two hours have findings, sections and a proposal, in small steps', async () => {
  const long = repeated(7200)
  const over = watched(long)
  const analysis = await examine(long, 16, kernels, over.job)
  expect(analysis.findings.map(({ kind }) => kind)).toEqual(FINDING_KINDS)
  expect(isFound(analysis, 'dc-offset')).toBe(true)
  // 18 LU between its parts, which nothing but a track of minutes can tell.
  expect(isFound(analysis, 'dynamics')).toBe(true)
  const { moves } = propose(analysis, initialIntent(analysis))
  expect(moves.map(({ id }) => id)).toContain('dc-offset')

  const { sections, loudest } = sectionsOf(await measureSectionFeatures(long, kernels, over.job))
  expect(over.mostFrames()).toBeLessThan(MOST_FRAMES)
  expect(sections.at(-1)?.endSeconds).toBe(7200)
  for (let at = PART_SECONDS; at < 7200; at += PART_SECONDS)
    expect(sections.some(({ endSeconds }) => Math.abs(endSeconds - at) < 2)).toBe(true)
  expect(loudest && (loudest.startSeconds / PART_SECONDS) % 2).toBeGreaterThanOrEqual(1)
})

it('two hours are given up at the first moment that asks', async () => {
  const audio = repeated(7200)
  const given: JobContext = {
    ...detachedJob,
    checkpoint: () => {
      throw new Cancelled()
    },
  }
  await expect(examine(audio, 16, kernels, given)).rejects.toBeInstanceOf(Cancelled)
  expect(audio.takenFrames()).toBeLessThan(PART_SECONDS * RATE)
})
