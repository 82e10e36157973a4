import { wrap } from 'comlink'
import type { BenchWorker } from './bench.worker'

/** Driven from bench/run.mjs: `await window.bench.open('/mix.wav')`, then `analyse()` or `master()`. */
const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' })
Object.assign(window, { bench: wrap<BenchWorker>(worker) })
