import { type Remote, wrap } from 'comlink'
import { rowNames } from '../chains'
import type { BenchWorker } from './bench.worker'

/** Driven from bench/run.mjs. The worker starts at the first call, so that a page at rest can be weighed. */
let worker: Remote<BenchWorker> | null = null
const bench = (): Remote<BenchWorker> => {
  worker ??= wrap<BenchWorker>(
    new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' }),
  )
  return worker
}
Object.assign(window, { bench, rowNames })
