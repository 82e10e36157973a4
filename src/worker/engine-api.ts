import { releaseProxy, transfer } from 'comlink'
import type { Peaks } from '../analysis/peaks'
import { peaksOf } from '../analysis/peaks'
import { averageSpectrum } from '../analysis/spectrum-meter'
import { openAudio } from '../codec/read/open'
import { ChunkPool } from '../core/chunk-pool'
import { type JobContext, portion } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { fail, type Outcome, ok } from '../core/outcome'
import type { Kernels } from '../dsp/kernels'
import type { EngineApi, JobId, OnProgress } from '../engine/protocol'
import { gradeLanding } from '../mastering/landing/grade-landing'
import { solveLanding } from '../mastering/landing/solve-landing'
import { inlineExecutor } from '../mastering/render/executor'
import { measureTrack } from '../mastering/render/measure-track'
import { upstreamKey } from '../mastering/render/upstream'
import { renderMaster } from '../mastering/render-master'
import { serveMonitor } from '../monitor/worker/monitor'
import { blobSource } from './blob-source'
import { differenceReader } from './difference-reader'
import { exportTrack } from './export-track'
import { JobLoop } from './job-loop'
import { SerialQueue } from './serial-queue'
import { timeout } from './timeout'
import { finishedMaster, TrackCache } from './track-cache'
import type { WorkerPool } from './worker-pool'
import { writeWav } from './write-wav'
import { yieldToMessages } from './yield-to-messages'

/** Three minutes at 96 kHz and a little. Longer stores leave the rest to the collector. */
const POOL_BYTES = 160 * 2 ** 20

/** Enough for a wide screen and some zoom. */
const PEAK_BINS = 8192

/**
 * The engine inside its worker. One decode, one analysis, one render and one file at a time each; long ones
 * shared with the `pool` where there is one.
 */
export const createEngineApi = (
  loadingKernels: Promise<Kernels>,
  ready: Promise<void>,
  pool?: WorkerPool,
): EngineApi => {
  const chunks = new ChunkPool(POOL_BYTES)
  const newStore = (sampleRate: number, channelCount: number): MemoryPcmStore =>
    new MemoryPcmStore(sampleRate, channelCount, undefined, chunks)
  const executorWith = (kernels: Kernels) => pool?.executor(kernels) ?? inlineExecutor(kernels)
  const loop = new JobLoop({ now: () => performance.now(), yieldToMessages })
  const cache = new TrackCache()
  const queues = {
    decode: new SerialQueue(),
    analyse: new SerialQueue(),
    master: new SerialQueue(),
    write: new SerialQueue(),
    draw: new SerialQueue(),
    solve: new SerialQueue(),
    grade: new SerialQueue(),
  }

  const run = async <T>(
    id: JobId,
    onProgress: OnProgress,
    queue: SerialQueue,
    work: (job: JobContext, kernels: Kernels) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> => {
    try {
      return await loop.run(id, onProgress, (job) =>
        queue.run(job, async () => work(job, await loadingKernels)),
      )
    } finally {
      releaseProgress(onProgress)
    }
  }

  return {
    open: (id, track, file, onProgress) =>
      run(id, onProgress, queues.decode, async (job, kernels) => {
        pool?.call()
        const services = { kernels, job: portion(job, 0, 0.9), timeout, newStore }
        const opened = await openAudio(blobSource(file, file.name), services)
        if (!opened.ok) return opened
        const { facts, store } = opened.value
        const peaks = await peaksOf(store, PEAK_BINS, kernels, portion(job, 0.9, 1))
        await job.checkpoint()
        cache.put(track, store)
        return ok(sendPeaks({ facts, peaks }))
      }),

    analyse: (id, track, onProgress) =>
      run(id, onProgress, queues.analyse, (job, kernels) =>
        cache.use(track, async ({ source }) => {
          return ok(await measureTrack(source, false, executorWith(kernels), job))
        }),
      ),

    master: (id, track, recipe, onProgress) =>
      run(id, onProgress, queues.master, (job, kernels) =>
        cache.use(track, async (loaded) => {
          const rendered = await renderMaster(loaded.source, recipe, {
            kernels,
            job: portion(job, 0, 0.97),
            newStore,
            executor: executorWith(kernels),
            upstreams: loaded.upstreams,
          })
          const { master: store, analysis, verdict, passes, reductions } = rendered
          const peaks = await peaksOf(store, PEAK_BINS, kernels, portion(job, 0.97, 1))
          await job.checkpoint()
          loaded.setMaster(finishedMaster(rendered))
          // The reductions are cloned (40 bytes a second and band): the upstream that is kept goes on to hold them.
          const { recipe: landed } = rendered
          return ok(sendPeaks({ recipe: landed, analysis, verdict, reductions, passes, peaks }))
        }),
      ),

    solve: (id, track, recipe, onProgress) =>
      run(id, onProgress, queues.solve, (job, kernels) =>
        cache.use(track, async (loaded) => {
          const upstream = loaded.upstreams.get(upstreamKey(recipe))
          return ok(upstream ? await solveLanding(upstream, recipe, kernels, job) : null)
        }),
      ),

    grade: (id, track, onProgress) =>
      run(id, onProgress, queues.grade, (job, kernels) =>
        cache.use(track, async (loaded) => {
          const master = loaded.master()
          if (!master) return fail('track-gone', 'no master yet')
          const upstream = loaded.upstreams.get(upstreamKey(master.recipe))
          const { store, integratedLufs } = master
          return ok(
            upstream ? await gradeLanding(upstream, store, integratedLufs, kernels, job) : null,
          )
        }),
      ),

    spectrum: (id, track, signal, onProgress) =>
      run(id, onProgress, queues.draw, (job, kernels) =>
        cache.use(track, async ({ source, master }) => {
          const store = signal === 'original' ? source : master()?.store
          return store
            ? ok(await averageSpectrum(store, kernels, job))
            : fail('track-gone', 'no master yet')
        }),
      ),

    export: (id, track, request, onProgress) =>
      run(id, onProgress, queues.write, (job, kernels) =>
        cache.use(track, (loaded) =>
          exportTrack(loaded, request, {
            upstreams: loaded.upstreams,
            kernels,
            job,
            timeout,
            newStore,
            pool,
            executor: executorWith(kernels),
          }),
        ),
      ),

    listenFile: (id, track, request, onProgress) =>
      run(id, onProgress, queues.write, (job, kernels) =>
        cache.use(track, async ({ source, master }) => {
          const { signal, originalGain, masterGain } = request
          const mastered = master()?.store ?? source
          const reader = {
            original: () => source,
            master: () => mastered,
            difference: () => differenceReader(source, mastered, originalGain, masterGain),
          }[signal]()
          return ok((await writeWav(reader, 'wav-24', 'none', kernels, job)).blob)
        }),
      ),

    share: async (track) => {
      const source = cache.lend(track)
      return source ? ok(source.handle()) : fail('track-gone', track)
    },

    listen: async (track, port) =>
      serveMonitor(port, {
        kernels: await loadingKernels,
        original: () => cache.lend(track),
        later: (work) => void yieldToMessages().then(work),
      }),

    demo: (id, onProgress) =>
      run(id, onProgress, queues.write, async (job, kernels) => {
        const { demoReader } = await import('./demo-reader')
        return ok((await writeWav(demoReader(), 'wav-24', 'none', kernels, job)).blob)
      }),

    cancel: (id) => loop.cancel(id),
    close: (track) => cache.drop(track),
    ping: () => ready,
  }
}

const sendPeaks = <T extends { readonly peaks: Peaks }>(value: T): T =>
  transfer(value, [value.peaks.values.buffer as ArrayBuffer])

/** Over Comlink a callback is a proxy with a port of its own, to be closed when the job is done. */
const releaseProgress = (onProgress: OnProgress): void => {
  const proxied = onProgress as Partial<Record<typeof releaseProxy, () => void>>
  proxied[releaseProxy]?.()
}
