import { describe, expect, test } from 'vitest'
import { detachedJob, type JobContext } from '../core/job'
import { ok } from '../core/outcome'
import { JobLoop } from './job-loop'
import { SerialQueue } from './serial-queue'

/** A host whose clock stands still until it is told, and whose partials are counted. */
const setUp = () => {
  const host = {
    time: 0,
    partials: 0,
    now: () => host.time,
    yieldToMessages: () => {
      host.partials++
      return Promise.resolve()
    },
  }
  return { host, loop: new JobLoop(host) }
}

const quarterOf = (timeMs: number): number => Math.floor(timeMs / 250)

const never = new Promise<never>(() => {})

describe('the job loop', () => {
  test('partials only when a slice is used up', async () => {
    const { host, loop } = setUp()
    await loop.run(
      1,
      () => {},
      async (job) => {
        for (let i = 0; i < 100; i++) {
          host.time += 5
          await job.checkpoint()
        }
        return ok(null)
      },
    )
    expect(host.partials).toBe(100 / 5)
  })

  test('a cancelled job answers at once and its work ends at the next checkpoint', async () => {
    const { host, loop } = setUp()
    let context: JobContext | undefined
    const answer = loop.run(
      7,
      () => {},
      (job) => {
        context = job
        return never
      },
    )
    await Promise.resolve()
    await Promise.resolve()
    loop.cancel(7)
    expect(await answer).toEqual({ ok: false, error: { code: 'cancelled' } })
    host.time += 1000
    expect(() => context?.checkpoint()).toThrow('cancelled')
  })

  test('a cancel that arrives during a yield stops the work there', async () => {
    const { host, loop } = setUp()
    let steps = 0
    host.yieldToMessages = async () => loop.cancel(1)
    const answer = await loop.run(
      1,
      () => {},
      async (job) => {
        for (; steps < 100; steps++) {
          host.time += 30
          await job.checkpoint()
        }
        return ok(null)
      },
    )
    expect(answer).toEqual({ ok: false, error: { code: 'cancelled' } })
    expect(steps).toBe(0)
  })

  test('a bug answers internal, refused memory answers out-of-memory', async () => {
    const { loop } = setUp()
    const bug = await loop.run(
      1,
      () => {},
      () => Promise.reject(new TypeError('x is undefined')),
    )
    expect(bug).toEqual({
      ok: false,
      error: { code: 'internal', detail: 'TypeError: x is undefined' },
    })
    const full = await loop.run(
      2,
      () => {},
      () => {
        throw new RangeError('Array buffer allocation failed')
      },
    )
    expect(full).toMatchObject({ error: { code: 'out-of-memory' } })
  })

  test('progress never falls and comes four times a second at most', async () => {
    const { host, loop } = setUp()
    const seen: { at: number; fraction: number }[] = []
    await loop.run(
      1,
      (fraction) => seen.push({ at: host.time, fraction }),
      async (job) => {
        for (let i = 0; i <= 2000; i++) {
          host.time += 3
          job.report(i % 7 === 0 ? 0 : i / 2000)
        }
        return ok(null)
      },
    )
    expect(seen.length).toBeGreaterThan(10)
    seen.slice(1).forEach(({ at, fraction }, i) => {
      expect(quarterOf(at)).toBeGreaterThan(quarterOf(seen[i]?.at ?? 0))
      expect(fraction).toBeGreaterThan(seen[i]?.fraction ?? 0)
    })
  })

  test('several jobs tell their progress together, so that the page changes four times a second', async () => {
    const { host, loop } = setUp()
    const told: number[] = []
    const report = async (job: JobContext) => {
      for (let i = 1; i <= 400; i++) {
        host.time += 3
        job.report(i / 400)
        await Promise.resolve()
      }
      return ok(null)
    }
    const onProgress = () => told.push(host.time)
    await Promise.all([1, 2].map((id) => loop.run(id, onProgress, report)))
    // The first of each comes at once.
    const later = told.slice(2)
    expect(later.length).toBe(2 * new Set(later.map(quarterOf)).size)
    for (const at of later) expect(at % 250).toBeLessThan(10)
  })

  test('cancelling an unknown job is ignored', () => {
    expect(() => setUp().loop.cancel(99)).not.toThrow()
  })
})

describe('a serial queue', () => {
  test('lets one job at a time through, in order, and goes on after a failure', async () => {
    const queue = new SerialQueue()
    const log: string[] = []
    const job = (name: string) => async () => {
      log.push(`${name} begins`)
      await Promise.resolve()
      log.push(`${name} ends`)
      if (name === 'a') throw new Error('a failed')
    }
    const a = queue.run(detachedJob, job('a'))
    const b = queue.run(detachedJob, job('b'))
    await expect(a).rejects.toThrow('a failed')
    await b
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  test('a job cancelled while it waits never works', async () => {
    const { loop } = setUp()
    const queue = new SerialQueue()
    let worked = false
    let finishFirst = () => {}
    const first = queue.run(detachedJob, () => new Promise<void>((r) => (finishFirst = r)))
    const second = loop.run(
      2,
      () => {},
      (job) =>
        queue.run(job, async () => {
          worked = true
          return ok(null)
        }),
    )
    loop.cancel(2)
    expect(await second).toMatchObject({ error: { code: 'cancelled' } })
    finishFirst()
    await first
    await new Promise((resolve) => setTimeout(resolve))
    expect(worked).toBe(false)
  })
})
