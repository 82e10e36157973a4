import type { JobContext } from '../../core/job'
import type { Outcome } from '../../core/outcome'
import type { PcmReader } from '../../core/pcm-store'
import type { MeasuredFile } from '../../delivery/measuring-store'
import type { Kernels } from '../../dsp/kernels'
import {
  allocated,
  type Executor,
  inlineExecutor,
  merged,
  type RenderResult,
} from '../../mastering/render/executor'
import {
  COUNTERS,
  type PartialResult,
  type PlanMemory,
  PlanStopped,
  planMemory,
  type RenderPlan,
} from '../../mastering/render/render-plan'
import { type PlanAudio, runPlan } from '../../mastering/render/run-plan'
import type { KnownFile, PoolWorkerApi, SharedAudio } from './pool-worker'

/** A worker as the pool sees it. */
export interface PoolWorker extends PoolWorkerApi {
  /** Calls `exited` when the worker is gone. Once it is ready. */
  onExit(exited: () => void): void
  terminate(): void
}

/** Shorter tracks are not worth the messages. */
const SHORTEST_SECONDS = 10
/** Work on so little is waited for: it is over sooner than what others would lose who began alone. */
const BRIEF_SECONDS = 30
/**
 * Audio, counted once for each plan, after which a worker is replaced by a new one: a browser on a machine with much memory hardly
 * collects the garbage of a worker at work, but takes back all of it at its end. 400 minutes at 44.1 kHz: some fourteen tracks of four
 * minutes; at higher rates as many frames. The new one's code is cold: a master of four minutes takes a fifth longer with it.
 */
const WORN_FRAMES = 400 * 60 * 44_100
/** Nor are smaller files. */
const SMALLEST_BYTES = 2 ** 22

/** A check of a file that is still being written. */
export interface RunningCheck {
  /** The next part of the file; of one on disk, the bytes that are there by now. */
  add(piece: Blob | number): void
  /** After the last part: what was measured; null when the worker was lost. */
  finished(): Promise<Outcome<MeasuredFile> | null>
  /** No more parts will come. */
  abandon(): void
}

/**
 * The engine's own thread and workers that share its memory. While they are not ready, or busy with
 * another job for long, and where audio cannot be shared, this thread works alone; a plan in which a worker is lost
 * is begun anew with those that are left. Nothing of it shows in any result.
 */
export class WorkerPool {
  private readonly spawn: () => PoolWorker
  private readonly wanted: number
  private readonly now: () => number
  private readonly ready = new Set<PoolWorker>()
  /** Every worker that was started and is not lost, with what to do when it is. */
  private readonly started = new Map<PoolWorker, () => void>()
  private readonly worn = new Set<PoolWorker>()
  private hasStarted = false
  private busy = false
  /** Those who wait until the plan at work is done; null: it is not waited for. */
  private waiting: (() => void)[] | null = null
  private workedFrames = 0
  /** With rings for the most channels so far: two MiB that are shared, and would be collected late, for each plan. */
  private memory: PlanMemory | null = null

  constructor(spawn: () => PoolWorker, wanted: number, now: () => number) {
    this.spawn = spawn
    this.wanted = wanted
    this.now = now
  }

  /** Starts the workers, once. Their kernels take some 50 ms: to be called when there will soon be work. */
  start(): void {
    if (this.hasStarted) return
    this.hasStarted = true
    for (let count = 0; count < this.wanted; count++) this.launch(null)
  }

  /** A new worker, in place of `worn` once it is ready. */
  private launch(worn: PoolWorker | null): void {
    const worker = this.spawn()
    const discard = (): void => this.discard(worker)
    this.started.set(worker, () => {})
    worker.ready().then(() => {
      if (worn) this.retire(worn)
      this.ready.add(worker)
      worker.onExit(discard)
    }, discard)
  }

  /** Ends a worker that has been replaced, as soon as it is not at work. */
  private retire(worker: PoolWorker): void {
    if (!this.ready.delete(worker)) return
    this.worn.add(worker)
    if (!this.busy) this.free()
  }

  /** The workers have nothing to do now. */
  private free(): void {
    this.busy = false
    for (const worker of this.worn) this.discard(worker)
    this.worn.clear()
    const waiting = this.waiting ?? []
    this.waiting = null
    for (const goOn of waiting) goOn()
  }

  private renewWorn(): void {
    if (this.workedFrames < WORN_FRAMES) return
    this.workedFrames = 0
    for (const worker of this.ready) this.launch(worker)
  }

  /** As the executor of one job. */
  executor(kernels: Kernels): Executor {
    const solo = inlineExecutor(kernels)
    return {
      now: this.now,
      run: async (planFor, audio, job) => {
        for (let queue = this.waiting; queue; queue = this.waiting) {
          const all = queue
          await new Promise<void>((resolve) => all.push(resolve))
          await job.checkpoint()
        }
        while (
          !this.busy &&
          this.ready.size > 0 &&
          isLonger(audio.source, SHORTEST_SECONDS) &&
          shareOf(audio)
        ) {
          this.busy = true
          if (!isLonger(audio.source, BRIEF_SECONDS)) this.waiting = []
          try {
            const result = await this.attempt(planFor, audio, kernels, job)
            if (result) return result
          } finally {
            this.free()
            this.workedFrames += audio.source.lengthFrames
            this.renewWorn()
          }
        }
        return solo.run(planFor, audio, job)
      },
    }
  }

  /**
   * A worker that checks a file while it is being written; null where it is not worth it, or
   * nobody is free.
   */
  checkFile(plan: KnownFile): RunningCheck | null {
    const [worker] = this.ready
    if (!worker || this.busy || plan.sizeBytes < SMALLEST_BYTES) return null
    this.busy = true
    const { port1, port2 } = new MessageChannel()
    const checking = new Promise<Outcome<MeasuredFile> | null>((resolve) => {
      this.started.set(worker, () => resolve(null))
      worker.check(port2, plan).then(resolve, () => this.discard(worker))
    }).finally(() => {
      this.free()
      port1.close()
    })
    return {
      add: (piece) => port1.postMessage(piece),
      finished: () => checking,
      abandon: () => port1.postMessage(null),
    }
  }

  /** One plan with all workers that are ready; null when one was lost. */
  private async attempt(
    planFor: (workers: number) => RenderPlan,
    audio: PlanAudio,
    kernels: Kernels,
    job: JobContext,
  ): Promise<RenderResult | null> {
    const workers = [...this.ready]
    const plan = allocated(planFor(1 + workers.length), audio)
    const shared = shareOf(audio)
    if (!shared) throw new Error('audio was shared a moment ago')
    const memory = planMemory(plan, audio.source.channelCount, true, this.memory)
    if (memory.raw.length > (this.memory?.raw.length ?? 0)) this.memory = memory
    const helping = workers.map((worker, index) =>
      this.help(worker, index + 1, plan, shared, memory),
    )
    try {
      const own = await runPlan(plan, 0, audio, memory, kernels, job)
      const theirs = (await Promise.all(helping)).filter((one) => one !== null)
      return theirs.length === workers.length ? merged([own, ...theirs]) : null
    } catch (cause) {
      Atomics.store(memory.counters, COUNTERS.stopped, 1)
      this.waiting ??= []
      // Nobody may still be writing when the store is used again.
      await Promise.all(helping)
      if (cause instanceof PlanStopped) return null
      throw cause
    }
  }

  /** What a worker brings; null when it was stopped or lost, which stops the others. */
  private help(
    worker: PoolWorker,
    place: number,
    plan: RenderPlan,
    audio: SharedAudio,
    memory: PlanMemory,
  ): Promise<PartialResult | null> {
    const { counters } = memory
    return new Promise((resolve) => {
      this.started.set(worker, () => {
        Atomics.store(counters, COUNTERS.stopped, 1)
        resolve(null)
      })
      worker.work(plan, place, audio, memory).then(resolve, () => {
        if (Atomics.load(counters, COUNTERS.stopped) === 0) this.discard(worker)
        else resolve(null)
      })
    })
  }

  private discard(worker: PoolWorker): void {
    // It may write on for a moment.
    this.memory = null
    this.ready.delete(worker)
    this.started.get(worker)?.()
    this.started.delete(worker)
    worker.terminate()
  }
}

const isLonger = ({ lengthFrames, sampleRate }: PcmReader, seconds: number): boolean =>
  lengthFrames >= seconds * sampleRate

/** The same audio for other threads; null where any of it is this thread's alone. */
const shareOf = ({ source, target, altered }: PlanAudio): SharedAudio | null => {
  const from = source.handle?.() ?? null
  const to = target?.handle() ?? null
  const beside = altered?.handle?.() ?? null
  return from && (to || !target) && (beside || !altered)
    ? { source: from, target: to, altered: beside }
    : null
}
