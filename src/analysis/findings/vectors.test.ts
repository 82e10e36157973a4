import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { programme } from '../damage/testing/programme'
import { latticeOf } from '../evidence/codec-lattice'
import { examine } from '../testing/analyse'
import { applyFault, type FaultOp } from '../testing/fault-operations'
import { type FindingKind, foundIn } from './finding'
import { type Reading, readingsOf } from './testing/readings'

interface Expected {
  readonly finding: FindingKind
  readonly [name: string]: Reading | string
}

interface Case {
  readonly id: string
  readonly sampleRate: number
  readonly bits: number
  readonly ops: readonly FaultOp[]
  readonly expect: readonly Expected[]
}

const {
  kinds,
  cases,
}: { readonly kinds: readonly FindingKind[]; readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL('../testing/findings-vectors.json', import.meta.url), 'utf8'),
)

/** One thing under two names: where the first is found, the second may be told or not. */
const MERGED: readonly (readonly [FindingKind, FindingKind])[] = [
  ['clipped', 'limited'],
  ['upsampled', 'band-limited'],
  ['polarity-inverted', 'wide-bass'],
]

const kernels = nodeKernels()
const rows: {
  readonly case: string
  readonly hits: string
  readonly missed: string
  readonly false: string
}[] = []

const examined = ({ sampleRate, bits, ops }: Case) => {
  const audio = ops.reduce((made, op) => applyFault(made, op, sampleRate), programme(sampleRate))
  const store = new MemoryPcmStore(sampleRate, 2, false)
  store.append(
    audio.map((channel) => new Float32Array(channel)),
    audio[0].length,
  )
  return examine(store, bits, kernels, detachedJob)
}

describe('the published programmes', () => {
  it.each(cases)('$id: what is in it is found, and nothing else', async (one) => {
    const analysis = await examined(one)
    const found = foundIn(analysis)
    const wanted = one.expect.map(({ finding }) => finding)
    const optional = MERGED.filter(([first]) => wanted.includes(first)).map(([, second]) => second)
    const told = found.map(({ kind }) => kind).filter((kind) => kinds.includes(kind))
    const missed = wanted.filter((kind) => !told.includes(kind) && !optional.includes(kind))
    const alarms = told.filter((kind) => !wanted.includes(kind) && !optional.includes(kind))
    rows.push({
      case: one.id,
      hits: wanted.filter((kind) => told.includes(kind)).join(' '),
      missed: missed.join(' '),
      false: alarms.join(' '),
    })
    expect({ missed, alarms }).toEqual({ missed: [], alarms: [] })
    for (const { finding: kind, window, ...readings } of one.expect) {
      if (window) expect(latticeOf(analysis.evidence.offsets)?.window).toBe(window)
      const finding = found.find((candidate) => candidate.kind === kind)
      if (!finding) continue
      for (const [name, { value, plus, minus }] of Object.entries(
        readings as Readonly<Record<string, Reading>>,
      )) {
        const read = readingsOf(name, finding, analysis)
        const values = [value].flat()
        expect(read, `${kind} ${name}`).toHaveLength(values.length)
        for (const [k, number] of values.entries()) {
          expect(read[k], `${kind} ${name}`).toBeGreaterThanOrEqual(number - minus - 1e-9)
          expect(read[k], `${kind} ${name}`).toBeLessThanOrEqual(number + plus + 1e-9)
        }
      }
    }
  })
})

afterAll(() => console.table(rows))
