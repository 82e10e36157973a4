import { expose } from 'comlink'
import { type InThreadEngine, inThreadEngine } from '../../src/engine/in-thread'
import { openEngineMemory } from '../../src/hosts/worker/engine-memory'
import { loadKernels } from '../../src/hosts/worker/load-kernels'
import { spawnPoolWorker } from '../../src/hosts/worker/spawn-pool-worker'
import { workerHost } from '../../src/hosts/worker/worker-host'
import { WorkerPool } from '../../src/hosts/worker/worker-pool'
import type { LoudnessPrice } from '../../src/mastering/price/loudness-price'
import { ChainSubjects } from '../chains'
import { openPriced, type PricedTrack } from '../priced-track'
import { createSubjects, type MasterFacts, type Step, type Subjects } from '../subjects'

const kernels = loadKernels()
const memory = openEngineMemory(`bench-${Math.random()}`)
const opened = new Map<string, Subjects>()
const chains = new Map<number, ChainSubjects>()

const subjects = (name: string): Subjects => {
  const found = opened.get(name)
  if (!found) throw new Error(`${name} is not open`)
  return found
}

let priced: PricedTrack | null = null

/** The product's, with so many workers in all. */
const engineOf = async (workers: number): Promise<InThreadEngine<File, Blob>> => {
  const pool = new WorkerPool(spawnPoolWorker, workers - 1, () => performance.now())
  const engine = inThreadEngine({
    ...workerHost(kernels, pool, memory),
    handOver: (value) => value,
  })
  await Promise.all([kernels, memory.ready])
  pool.start()
  return engine
}

const api = {
  /** Takes a WAV file of ours, looped or cut to `seconds`, with so many workers in all. */
  async prepare(name: string, url: string, seconds: number, workers: number): Promise<void> {
    const file = await lasting(await (await fetch(url)).blob(), seconds)
    opened.set(name, createSubjects(await engineOf(workers), file))
  },
  /** The same, and opens it. */
  async open(name: string, url: string, seconds: number, workers: number): Promise<void> {
    await api.prepare(name, url, seconds, workers)
    await api.step(name, 'open')
  },
  step: (name: string, step: Step): Promise<void> => subjects(name).steps[step](),
  /** Wall milliseconds. */
  async analyse(name: string): Promise<number> {
    const start = performance.now()
    await subjects(name).analyse()
    return performance.now() - start
  },
  /** Wall milliseconds, and what was made. */
  async master(name: string): Promise<{ readonly ms: number; readonly facts: MasterFacts }> {
    const start = performance.now()
    const facts = await subjects(name).master()
    return { ms: performance.now() - start, facts }
  },
  /** Takes a WAV file, and makes the master that is there when its price is asked. */
  async openPriced(url: string, workers: number, styleId: string): Promise<void> {
    const file = new File([await (await fetch(url)).blob()], 'song.wav')
    priced = await openPriced(await engineOf(workers), file, styleId)
  },
  /** Wall milliseconds of its price, and that. */
  async price(
    measured: boolean,
  ): Promise<{ readonly ms: number; readonly price: LoudnessPrice | undefined }> {
    const start = performance.now()
    const price = await priced?.price(measured)
    return { ms: performance.now() - start, price }
  },
  digest: (name: string): Promise<string> => subjects(name).digest(),
  /** Makes the mix that `chain` runs over at this rate. */
  async mix(sampleRate: number, seconds: number): Promise<void> {
    chains.set(sampleRate, new ChainSubjects(await kernels, sampleRate, seconds))
  },
  /** Wall milliseconds of one row of bench/chains.ts. */
  chain(row: string, sampleRate: number): number {
    const found = chains.get(sampleRate)
    if (!found) throw new Error(`no mix at ${sampleRate} Hz`)
    return found.time(row)
  },
}

const HEADER_BYTES = 44
const SIZES_AT = [4, 40] as const

/** The audio again and again, without copying it: a blob may name the same bytes many times. */
const lasting = async (wav: Blob, seconds: number): Promise<File> => {
  const header = new DataView(await wav.slice(0, HEADER_BYTES).arrayBuffer())
  const bytesPerSecond = header.getUint32(28, true)
  const bytes = Math.round(seconds * bytesPerSecond)
  const body = wav.slice(HEADER_BYTES)
  const parts = Array.from({ length: Math.ceil(bytes / body.size) }, (_, index) =>
    body.slice(0, bytes - index * body.size),
  )
  header.setUint32(SIZES_AT[0], HEADER_BYTES - 8 + bytes, true)
  header.setUint32(SIZES_AT[1], bytes, true)
  return new File([header, ...parts], 'mix.wav')
}

export type BenchWorker = typeof api
expose(api)
