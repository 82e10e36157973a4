import { expose } from 'comlink'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { fail, type Outcome, ok } from '../core/outcome'
import type { JobId, OnProgress } from '../engine/calls'
import { engineOver } from './client'
import type { Engine } from './engine'
import type { EnginePort } from './engine-port'
import type { Timers } from './heartbeat'
import type { EngineWorker } from './worker-link'

type Analyse = (job: JobId, onProgress: OnProgress) => Promise<Outcome<never>>

/** A worker on this thread: a message channel with the API behind it. */
class FakeWorker extends EventTarget {
  terminated = false
  onExit = () => {}
  readonly cancelled: JobId[] = []
  /** Messages that the client has had from it. */
  answers = 0
  private readonly page: MessagePort
  private readonly inside: MessagePort

  constructor(analyse: Analyse) {
    super()
    const channel = new MessageChannel()
    this.page = channel.port1
    this.inside = channel.port2
    const port: Partial<EnginePort> = {
      run: (job, _name, _args, onProgress) => analyse(job, onProgress),
      cancel: (job) => void this.cancelled.push(job),
      ping: async () => {},
    }
    expose(port, this.inside)
    this.page.addEventListener('message', (event) => {
      this.dispatchEvent(new MessageEvent('message', { data: event.data, ports: [...event.ports] }))
      this.answers++
    })
    this.page.start()
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    if (!this.terminated) this.page.postMessage(message, transfer)
  }

  /** What a test does behind the client's back, and what the client itself does at the end. */
  terminate(): void {
    this.terminated = true
    this.inside.close()
  }
}

const never: Analyse = () => new Promise(() => {})

/** Timers by hand: `tick` is one heartbeat. */
const handTimers = () => {
  const intervals = new Map<number, () => void>()
  const timeouts = new Map<number, () => void>()
  let id = 0
  const timers: Timers = {
    setInterval: (callback) => {
      intervals.set(++id, callback)
      return id
    },
    clearInterval: (key) => void intervals.delete(key),
    setTimeout: (callback) => {
      timeouts.set(++id, callback)
      return id
    },
    clearTimeout: (key) => void timeouts.delete(key),
  }
  const run = (callbacks: Map<number, () => void>) => {
    for (const callback of [...callbacks.values()]) callback()
  }
  return { timers, intervals, tick: () => run(intervals), expire: () => run(timeouts) }
}

const clients: Engine[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose()
})

const setUp = (analyse: Analyse, simd = true) => {
  const workers: FakeWorker[] = []
  const hand = handTimers()
  const client = engineOver(
    () => {
      const worker = new FakeWorker(analyse)
      workers.push(worker)
      const exitWatch = (onExit: () => void) => {
        worker.onExit = onExit
        return () => {}
      }
      return { worker: worker as unknown as EngineWorker, exitWatch }
    },
    hand.timers,
    simd,
  )
  clients.push(client)
  return { ...hand, workers, client }
}

const options = (signal = new AbortController().signal, onProgress: OnProgress = () => {}) => ({
  signal,
  onProgress,
})

const messagesPass = () => new Promise((resolve) => setTimeout(resolve, 20))

/** Until a worker has answered anew, however long that takes here, and the client knows. */
const answered = async (worker: FakeWorker | undefined, before = 0): Promise<void> => {
  await vi.waitFor(() => expect(worker?.answers).toBeGreaterThan(before), {
    timeout: 60_000,
    interval: 1,
  })
  await messagesPass()
}

describe('the engine client', () => {
  test('hands the worker’s answer and its progress through', async () => {
    const { client } = setUp(async (_job, onProgress) => {
      await onProgress(0.5)
      return fail('no-audio', 'x')
    })
    const seen: number[] = []
    const outcome = await client.analyse(
      't',
      options(undefined, (f) => seen.push(f)),
    )
    expect(outcome).toEqual(fail('no-audio', 'x'))
    expect(seen).toEqual([0.5])
  })

  test('without SIMD every job says so and no worker is made', async () => {
    const { client, workers } = setUp(never, false)
    expect(await client.analyse('t', options())).toEqual(fail('simd-missing'))
    expect(workers).toHaveLength(0)
  })

  test('an abort cancels the job by its id; the worker’s answer is the job’s', async () => {
    let cancel = () => {}
    const { client, workers } = setUp(
      () => new Promise((resolve) => (cancel = () => resolve(fail('cancelled')))),
    )
    const controller = new AbortController()
    const answer = client.analyse('t', options(controller.signal))
    await messagesPass()
    controller.abort()
    await vi.waitFor(() => expect(workers[0]?.cancelled).toEqual([1]), { timeout: 60_000 })
    cancel()
    expect(await answer).toEqual(fail('cancelled'))
  })

  test('a job that does not answer its cancel is given up after the grace time', async () => {
    const { client, expire } = setUp(never)
    const controller = new AbortController()
    const answer = client.analyse('t', options(controller.signal))
    controller.abort()
    expire()
    expect(await answer).toEqual(fail('cancelled'))
  })

  test('an aborted signal never reaches the worker', async () => {
    const analyse = vi.fn(never)
    const { client } = setUp(analyse)
    expect(await client.analyse('t', options(AbortSignal.abort()))).toEqual(fail('cancelled'))
    await messagesPass()
    expect(analyse).not.toHaveBeenCalled()
  })

  test('a worker killed silently is noticed: its jobs fail, a new one takes its place', async () => {
    const { client, workers, tick } = setUp(never)
    const lost = vi.fn()
    client.onLost(lost)
    const answer = client.analyse('t', options())
    tick()
    await answered(workers[0])
    workers[0]?.terminate()
    for (let beat = 0; beat < 11; beat++) tick()
    expect(await answer).toEqual(fail('worker-lost'))
    expect(lost).toHaveBeenCalledTimes(1)
    expect(workers).toHaveLength(2)
  })

  test('one that has not answered yet is waited for longer', async () => {
    const { client, workers, tick } = setUp(never)
    const ends: Outcome<unknown>[] = []
    const answer = client.analyse('t', options()).then((outcome) => ends.push(outcome))
    workers[0]?.terminate()
    for (let beat = 0; beat < 120; beat++) tick()
    await messagesPass()
    expect(ends).toEqual([])
    tick()
    await answer
    expect(ends).toEqual([fail('worker-lost')])
  })

  test('where the browser tells of a worker’s end, nobody waits for the heartbeat', async () => {
    const { client, workers } = setUp(never)
    const answer = client.analyse('t', options())
    await answered(workers[0])
    workers[0]?.onExit()
    expect(await answer).toEqual(fail('worker-lost'))
    expect(workers).toHaveLength(2)
  })

  test('a busy worker that answers its pings is left alone', async () => {
    const { client, workers, tick } = setUp(never)
    void client.analyse('t', options())
    for (let beat = 0; beat < 15; beat++) {
      const before = workers[0]?.answers
      tick()
      await answered(workers[0], before)
    }
    expect(workers).toHaveLength(1)
  })

  test('a worker that reports an error is replaced', async () => {
    const { client, workers } = setUp(async () => fail('no-audio'))
    await client.analyse('t', options())
    const lost = vi.fn()
    client.onLost(lost)
    workers[0]?.dispatchEvent(new Event('error'))
    expect(lost).toHaveBeenCalledTimes(1)
    expect(await client.analyse('t', options())).toEqual(fail('no-audio'))
    expect(workers).toHaveLength(2)
  })

  test('a worker that cannot even start is not replaced until it is needed again', async () => {
    const { client, workers } = setUp(never)
    const answer = client.analyse('t', options())
    workers[0]?.dispatchEvent(new Event('error'))
    expect(await answer).toEqual(fail('worker-lost'))
    expect(workers).toHaveLength(1)
  })

  test('the heartbeat rests while nothing runs', async () => {
    const { client, intervals } = setUp(async () => ok(undefined as never))
    const answer = client.analyse('t', options())
    expect(intervals.size).toBe(1)
    await answer
    expect(intervals.size).toBe(0)
  })

  test('disposing answers what is pending', async () => {
    const { client } = setUp(never)
    const answer = client.analyse('t', options())
    client.dispose()
    expect(await answer).toEqual(fail('cancelled'))
  })
})
