import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { KnownExcitations } from './ears'
import { type DamageGrade, gradeDamage } from './grade-damage'
import { type OutputVariables, objectiveDifferenceGrade } from './network'
import { applyOp, type Op } from './testing/operations'
import { programme } from './testing/programme'

const RATE = 48_000
const kernels = nodeKernels()

type Channels = readonly Float32Array[]

/** A reading, or a reading with what it may be off by. */
type Reading = number | { readonly value: number; readonly plus: number; readonly minus: number }

interface Pair {
  readonly id: string
  readonly ops: readonly Op[]
  readonly expect: Readonly<Record<keyof typeof VARIABLES | 'odg', Reading>>
}

/** Names in the vectors, names here, and how far two implementations may be apart. */
const VARIABLES = {
  totalNmrDb: ['noiseToMaskDb', 0.02],
  avgModDiff1: ['modulationDifference1', 0.01],
  avgModDiff2: ['modulationDifference2', 0.01],
  winModDiff1: ['windowedModulationDifference', 0.01],
  rmsNoiseLoud: ['noiseLoudness', 0.001],
  adb: ['distortedBlock', 0.005],
  mfpd: ['detection', 0.001],
  relDistFrames: ['distortedFrames', 0.0005],
  bandwidthRef: ['bandwidthOriginal', 0.1],
  bandwidthTest: ['bandwidthAltered', 0.5],
  ehs: ['harmonicStructure', 0.03],
} as const satisfies Record<string, readonly [keyof OutputVariables, number]>

const VECTORS: { readonly reference: readonly Op[]; readonly pairs: readonly Pair[] } = JSON.parse(
  readFileSync(new URL('testing/damage-vectors.json', import.meta.url), 'utf8'),
)

const storeOf = (channels: Channels, sampleRate = RATE): MemoryPcmStore => {
  const store = new MemoryPcmStore(sampleRate, channels.length, false)
  store.append(channels, channels[0]?.length ?? 0)
  return store
}

const grade = async (original: Channels, altered: Channels, rate = RATE): Promise<DamageGrade> =>
  gradeBeside(listenedTo(original, rate), altered)

/** A signal that is heard once for all that is graded beside it: to the same bits, as is asserted below. */
const listenedTo = (channels: Channels, rate = RATE) => {
  const store = storeOf(channels, rate)
  return { store, known: new KnownExcitations() }
}

const gradeBeside = async (
  { store, known }: ReturnType<typeof listenedTo>,
  altered: Channels,
): Promise<DamageGrade> => {
  const after = storeOf(altered, store.sampleRate)
  const graded = await gradeDamage(store, after, 1, kernels, detachedJob, { known })
  if (!graded) throw new Error('not measured')
  return graded
}

const readingOf = (reading: Reading): number =>
  typeof reading === 'number' ? reading : reading.value

/** A stereo signal after an operation of the vectors. */
const changed = ([left, right]: Channels, op: Op): Channels => {
  const audio = [Float64Array.from(left ?? []), Float64Array.from(right ?? [])] as const
  return applyOp(audio, op, RATE).map((samples) => Float32Array.from(samples))
}

let reference: Channels = []
let heardReference: ReturnType<typeof listenedTo>
beforeAll(() => {
  const audio = VECTORS.reference.reduce((all, op) => applyOp(all, op, RATE), programme(RATE))
  reference = audio.map((samples) => Float32Array.from(samples))
  heardReference = listenedTo(reference)
})

describe('the grade of the published ear model', () => {
  for (const pair of VECTORS.pairs)
    it(`of ${pair.id} agrees with an independent implementation, variable by variable`, async () => {
      const { variables } = await gradeBeside(
        heardReference,
        pair.ops.reduce((all, op) => changed(all, op), reference),
      )
      if (!variables) throw new Error('nothing differs')
      for (const [name, [key, tolerance]] of Object.entries(VARIABLES)) {
        const expected = readingOf(pair.expect[name as keyof typeof VARIABLES])
        expect(Math.abs(variables[key] - expected), name).toBeLessThan(tolerance)
      }
      const expected = readingOf(pair.expect.odg)
      expect(Math.abs(objectiveDifferenceGrade(variables) - expected)).toBeLessThan(0.01)
    })

  it('of the same audio is 0 in every second, and nothing is said of what it is made of', async () => {
    const same = await gradeBeside(heardReference, reference)
    expect(same.grade).toBe(0)
    expect(same.noiseToMaskDb).toBe(Number.NEGATIVE_INFINITY)
    expect(same.perSecond).toEqual(new Float32Array(19))
  })

  const excerpt = (): Channels => reference.map((samples) => samples.subarray(0, 5 * RATE))
  const clipped = (audio: Channels, peak: number): Channels =>
    audio.map((samples) => samples.map((value) => Math.min(peak, Math.max(-peak, value))))

  it('falls as clipping, noise and limiting grow', async () => {
    const noise = (audio: Channels, level: number): Channels => {
      const next = seededNoise(5)
      return audio.map((samples) => samples.map((value) => value + level * next()))
    }
    const limited = (audio: Channels, dBFS: number): Channels =>
      changed(audio, { op: 'boxLimit', dBFS, samples: 96 })
    const kinds = {
      clipping: [0.5, 0.35, 0.2, 0.1].map((peak) => clipped(excerpt(), peak)),
      noise: [1e-4, 1e-3, 3e-3, 1e-2].map((level) => noise(excerpt(), level)),
      limiting: [-6, -9, -12, -15].map((dBFS) => limited(excerpt(), dBFS)),
    }
    const original = listenedTo(excerpt())
    for (const [kind, steps] of Object.entries(kinds)) {
      const grades: number[] = []
      for (const altered of steps) grades.push((await gradeBeside(original, altered)).grade)
      for (const [at, value] of grades.entries())
        expect(value, `${kind} ${at}`).toBeLessThanOrEqual((grades[at - 1] ?? 0) + 0.01)
      expect(grades.at(-1), kind).toBeLessThan(-1)
    }
  })

  it('blames no sound for having nothing above 8 kHz, in both channels or in one', async () => {
    const tones = [110, 220, 330, 550, 880, 1760]
    const dull = Float32Array.from({ length: 3 * RATE }, (_, n) =>
      tones.reduce(
        (sum, hz, k) => sum + (0.1 * Math.sin((2 * Math.PI * hz * n) / RATE)) / (k + 1),
        0,
      ),
    )
    const next = seededNoise(9)
    const bright = Float32Array.from(dull, (value) => value + 0.02 * next())
    const unheard = (audio: Channels): Channels =>
      audio.map((samples) => samples.map((value) => value + 1e-6 * next()))
    for (const audio of [[dull], [dull, dull], [bright, dull]])
      expect((await grade(audio, unheard(audio))).grade).toBeGreaterThan(-0.01)
    expect((await grade([dull], clipped([dull], 0.05))).grade).toBeLessThan(-1)
  })

  it('shows the second in which it hurts', async () => {
    const altered = excerpt()
    const hurt = altered.map((samples) => Float32Array.from(samples))
    const hard = clipped(hurt, 0.05)
    for (const [channel, samples] of hurt.entries())
      samples.set(hard[channel]?.subarray(2 * RATE, 3 * RATE) ?? [], 2 * RATE)
    const { perSecond } = await grade(altered, hurt)
    const worst = perSecond.indexOf(Math.min(...perSecond))
    expect(worst).toBe(2)
    expect(perSecond[0]).toBe(0)
  })

  it('takes mono, other rates and silence, and says nothing of less than a second', async () => {
    const [left = new Float32Array(0)] = excerpt()
    expect((await grade([left], clipped([left], 0.1))).grade).toBeLessThan(-1)
    for (const rate of [22_050, 44_100, 96_000, 192_000])
      expect((await grade([left], clipped([left], 0.1), rate)).grade, String(rate)).toBeLessThan(
        -0.5,
      )
    const silence = [new Float32Array(2 * RATE)]
    expect((await grade(silence, silence)).grade).toBe(0)
    const short = storeOf([new Float32Array(RATE - 1)])
    expect(await gradeDamage(short, short, 1, kernels, detachedJob)).toBeNull()
  })

  it('makes up for a master that is only louder', async () => {
    const louder = storeOf(excerpt().map((samples) => samples.map((value) => value * 2)))
    const graded = await gradeDamage(storeOf(excerpt()), louder, 0.5, kernels, detachedJob)
    expect(graded?.grade).toBe(0)
  })
})

it('is the same to the last bit where it is known what the original excites', async () => {
  const frames = 1.5 * RATE
  const noise = seededNoise(5)
  // One of the altered begins before the original does.
  const original = Float32Array.from({ length: frames }, (_, n) =>
    n < 0.2 * RATE ? 0 : 0.3 * noise(),
  )
  const store = storeOf([original])
  const known = new KnownExcitations()
  for (const level of [0.01, 0.02, 0.01, 0]) {
    const altered = storeOf([original.map((x) => x + level * noise())])
    const plain = await gradeDamage(store, altered, 1, kernels, detachedJob)
    const again = await gradeDamage(store, altered, 1, kernels, detachedJob, { known })
    expect(again).toEqual(plain)
  }
})
