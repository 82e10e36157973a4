import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type Finding, type FindingKind, foundIn } from '../src/analysis/findings/finding'
import { BED_RATE } from '../src/analysis/findings/testing/bed-rate'
import { type Change, three } from '../src/analysis/findings/testing/changes'
import type { Seed } from '../src/analysis/findings/testing/seed'
import { SEEDS } from '../src/analysis/findings/testing/seeds'
import { examine } from '../src/analysis/testing/analyse'
import { detachedJob } from '../src/core/job'
import { MemoryPcmStore } from '../src/core/memory-pcm-store'
import { nodeEngine } from '../src/hosts/node/node-engine'
import { nodeKernels } from '../src/hosts/node/node-kernels'
import { findingSentence } from '../src/words/finding-sentence'
import { must } from './support/must'

/** What is told of a file, most severe first. */
export interface Told {
  readonly kind: FindingKind
  readonly degree: number
  readonly certainty: number
  readonly words: string
}

const TRACK = 'track'

/** Files are opened and searched as the page does. */
export const openFindings = (): ((path: string) => Promise<readonly Told[]>) => {
  const engine = nodeEngine()
  return async (path) => {
    must(await engine.open(TRACK, new File([readFileSync(path)], basename(path)), null, {}))
    return foundIn(must(await engine.analyse(TRACK, {}))).map((finding) => ({
      kind: finding.kind,
      degree: finding.degree,
      certainty: finding.certainty,
      words: findingSentence(finding),
    }))
  }
}

/** A seeded fault laid over a piece of music: was it found, mild, middle and strong? null: it says that it cannot tell. */
export interface SeededHits {
  readonly kind: FindingKind
  readonly hits: readonly (boolean | null)[]
}

/** Too little of what the question is about is no miss; a codec without a trace is. */
const hitOf = (finding: Finding | undefined): boolean | null =>
  finding?.state === 'not-measured' && finding.reason === 'too-little'
    ? null
    : finding?.state === 'found'

type Stereo = readonly [Float64Array, Float64Array]

/** A range is told of a minute and more. */
const RANGE_SECONDS = 70

/** Over and over, every other time quieter: only so is it long enough to have a range. */
const alternating =
  (quieterDb: number): Change =>
  (audio) => {
    const [{ length }] = audio
    const times = 2 * Math.ceil((RANGE_SECONDS * BED_RATE) / length / 2)
    const repeated = (channel: Float64Array): Float64Array =>
      Float64Array.from({ length: times * length }, (_, n) => {
        const gain = Math.floor(n / length) % 2 === 0 ? 1 : 10 ** (-quieterDb / 20)
        return gain * (channel[n % length] ?? 0)
      })
    return [repeated(audio[0]), repeated(audio[1])]
  }

/** Those of the tests, and what needs longer audio than they have. */
const ALL_SEEDS: readonly Omit<Seed, 'on'>[] = [
  ...SEEDS,
  { kind: 'dynamics', degrees: three([15, 17, 19], alternating) },
]

/** Lays each fault over stereo music (float32, interleaved, BED_RATE) that is without it. */
export const openSeeded = (): ((path: string) => Promise<readonly SeededHits[]>) => {
  const kernels = nodeKernels()
  const findingsIn = async (audio: Stereo): Promise<readonly Finding[]> => {
    const store = new MemoryPcmStore(BED_RATE, 2, false)
    store.append(
      audio.map((channel) => Float32Array.from(channel)),
      audio[0].length,
    )
    return (await examine(store, 24, kernels, detachedJob)).findings
  }
  return async (path) => {
    const bytes = readFileSync(path)
    const floats = new Float32Array(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length - (bytes.length % 8)),
    )
    const channel = (c: number): Float64Array =>
      Float64Array.from({ length: floats.length / 2 }, (_, n) => floats[2 * n + c] ?? 0)
    const bed: Stereo = [channel(0), channel(1)]
    const before = await findingsIn(bed)
    const rows: SeededHits[] = []
    for (const { kind, degrees } of ALL_SEEDS) {
      if (before.some((one) => one.kind === kind && one.state === 'found')) continue
      const hits: (boolean | null)[] = []
      for (const change of degrees) {
        const findings = await findingsIn(change([bed[0].slice(), bed[1].slice()]))
        hits.push(hitOf(findings.find((one) => one.kind === kind)))
      }
      rows.push({ kind, hits })
    }
    return rows
  }
}
