import { expect, test } from 'vitest'
import { freshRecipe } from '../chain/recipe'
import { Cancelled, type JobContext, UNATTENDED } from '../core/job'
import { MemoryPcmStore } from '../core/pcm-store'
import { nodeKernels } from '../dsp/testing/node-kernels'
import { soloCrew } from '../mastering/render/executor'
import { checkAudio } from '../mastering/render/measure-track'
import { exportMaster } from './export-master'
import { createHandApi } from './pool-worker'
import { timeout } from './timeout'
import { type Hand, Team } from './worker-pool'

const RATE = 8000
const kernels = nodeKernels()

/** 12 s of a beating tone, in shared memory. */
const source = (seconds = 12): MemoryPcmStore => {
  const frames = seconds * RATE
  const tone = Float32Array.from(
    { length: frames },
    (_, n) => 0.3 * Math.sin(n * 0.2) * Math.sin(n * 0.0007),
  )
  const store = new MemoryPcmStore(RATE, 2, true)
  store.append([tone, tone], frames)
  return store
}

interface FakeHand extends Hand {
  readonly asked: () => number
  readonly dismissed: () => boolean
  readonly die: () => void
}

const fakeHand = (work?: Hand['work'], check?: Hand['check']): FakeHand => {
  const api = createHandApi(Promise.resolve(nodeKernels()), Promise.resolve())
  let asked = 0
  let dismissed = false
  let died = () => {}
  return {
    ready: api.ready,
    work: (...shift) => {
      asked++
      return (work ?? api.work)(...shift)
    },
    check: (...file) => {
      asked++
      return (check ?? api.check)(...file)
    },
    onDeath: (callback) => {
      died = callback
    },
    dismiss: () => {
      dismissed = true
    },
    asked: () => asked,
    dismissed: () => dismissed,
    die: () => died(),
  }
}

const teamOf = async (...hands: FakeHand[]): Promise<Team> => {
  const waiting = [...hands]
  const spawn = (): Hand => {
    const next = waiting.shift()
    if (!next) throw new Error('one hand too many')
    return next
  }
  const team = new Team(spawn, hands.length, () => 0)
  team.call()
  await new Promise((resolve) => setImmediate(resolve))
  return team
}

const measured = (team: Team, store = source(), job: JobContext = UNATTENDED) =>
  checkAudio(store, true, team.crew(kernels), job)
const alone = (store = source()) => checkAudio(store, true, soloCrew(kernels), UNATTENDED)

test('measures the same with a helping hand as alone', async () => {
  const hand = fakeHand()
  expect(await measured(await teamOf(hand))).toEqual(await alone())
  expect(hand.asked()).toBe(1)
  expect(hand.dismissed()).toBe(false)
})

test('a hand that fails is let go, and the work begun anew without it', async () => {
  const hand = fakeHand(() => Promise.reject(new Error('bug')))
  const team = await teamOf(hand, fakeHand())
  expect(await measured(team)).toEqual(await alone())
  expect(hand.dismissed()).toBe(true)
  await measured(team)
  expect(hand.asked()).toBe(1)
})

test('a hand that dies in the middle of a shift keeps nobody waiting', async () => {
  const hand = fakeHand(() => new Promise(() => {}))
  const team = await teamOf(hand)
  setTimeout(hand.die, 20)
  expect(await measured(team)).toEqual(await alone())
  expect(hand.dismissed()).toBe(true)
})

test('a cancelled job stops the hands too, and leaves them ready for the next', async () => {
  const hand = fakeHand()
  const team = await teamOf(hand)
  const job = {
    report: () => {},
    breathe: () => {
      throw new Cancelled()
    },
  }
  await expect(measured(team, source(), job)).rejects.toThrow(Cancelled)
  expect(hand.dismissed()).toBe(false)
  expect(await measured(team)).toEqual(await alone())
  expect(hand.asked()).toBe(2)
})

test('short tracks and memory that cannot be shared are not given to hands', async () => {
  const hand = fakeHand()
  const team = await teamOf(hand)
  await measured(team, source(3))
  const own = new MemoryPcmStore(RATE, 2, false)
  const silence = new Float32Array(12 * RATE)
  own.append([silence, silence], silence.length)
  await measured(team, own)
  expect(hand.asked()).toBe(0)
})

/** Two minutes of it, as a finished master: 5.8 MB at 24 bit, so two parts. */
const master = async () => {
  const store = source(120)
  const { analysis } = await checkAudio(store, false, soloCrew(kernels), UNATTENDED)
  const target = { destinationId: 'custom', styleId: 'clean', targetLufs: -14, ceilingDbtp: 0 }
  const verdict = { status: 'unmeasurable', reason: 'too-short' } as const
  const { integratedLufs } = analysis.loudness
  return { store, recipe: freshRecipe(target), verdict, integratedLufs }
}
const request = { format: 'wav-24', dither: 'tpdf', sampleRate: 'source' } as const
const exported = async (team?: Team, job: JobContext = UNATTENDED) => {
  const outcome = await exportMaster(await master(), request, { kernels, job, timeout, team })
  if (!outcome.ok) return outcome
  const { blob, check } = outcome.value
  return { check, bytes: Buffer.from(await blob.arrayBuffer()).toString('base64') }
}

test('a file that a hand checks while it is written is the same, and measured the same', async () => {
  const hand = fakeHand()
  expect(await exported(await teamOf(hand))).toEqual(await exported())
  expect(hand.asked()).toBe(1)
})

test('a hand that dies while it checks a file leaves the check to the others', async () => {
  const hand = fakeHand(undefined, () => {
    setTimeout(hand.die)
    return new Promise(() => {})
  })
  const team = await teamOf(hand)
  expect(await exported(team)).toEqual(await exported())
  expect(hand.dismissed()).toBe(true)
})

test('what a hand finds wrong with a file is believed', async () => {
  const failure = { ok: false, error: { code: 'export-mismatch', detail: 'empty' } } as const
  const hand = fakeHand(undefined, () => Promise.resolve(failure))
  expect(await exported(await teamOf(hand))).toEqual(failure)
})

test('a cancelled export leaves its hand ready for the next', async () => {
  const hand = fakeHand()
  const team = await teamOf(hand)
  let breaths = 0
  const job = {
    report: () => {},
    breathe: () => {
      if (++breaths > 200) throw new Cancelled()
      return undefined
    },
  }
  await expect(exported(team, job)).rejects.toThrow(Cancelled)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await measured(team)).toEqual(await alone())
  expect(hand.dismissed()).toBe(false)
  expect(hand.asked()).toBe(2)
})
