import { expect, test } from 'vitest'
import { Cancelled, type JobContext, UNATTENDED } from '../core/job'
import { MemoryPcmStore } from '../core/pcm-store'
import { nodeKernels } from '../dsp/testing/node-kernels'
import { checkAudio } from '../mastering/check-master'
import { soloCrew } from '../mastering/crew'
import { createHandApi } from './hand'
import { type Hand, Team } from './team'

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

const fakeHand = (work?: Hand['work']): FakeHand => {
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
