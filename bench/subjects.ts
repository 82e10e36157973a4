import type { Analysis } from '../src/analysis/analysis'
import type { Outcome } from '../src/core/outcome'
import type { Kernels } from '../src/dsp/kernels'
import { initialIntent } from '../src/mastering/intent'
import { propose } from '../src/mastering/propose'
import type { Verdict } from '../src/mastering/verdict'
import { createEngineApi } from '../src/worker/engine-api'
import type { Team } from '../src/worker/team'

/** The product's own engine on one file, in the steps that the benchmark times. The same code in Node and browser. */
export interface Subjects {
  /** Audio in memory → all measurements. */
  analyse(): Promise<Analysis>
  /** File → decoded, analysed, proposed, mastered, landed, exported at 24 bit, the export re-read and re-measured. */
  master(): Promise<MasterFacts>
  /** Audio in memory → landed, verified, measured master; only that is timed. */
  render(): Promise<Rendered>
}

/** One render of audio in memory, nothing kept from an earlier one. */
export interface Rendered {
  readonly ms: number
  /** Of the 24-bit export. */
  readonly sha256: string
}

export interface MasterFacts {
  readonly verdict: Verdict
  readonly exportedBytes: number
  readonly integratedLufs: number | null
  readonly truePeakDbtp: number
}

const TRACK = 'bench'

/** Opens `file` once, so that `analyse` starts from audio in memory. */
export const createSubjects = async (
  kernels: Kernels,
  file: File,
  team?: Team,
): Promise<Subjects> => {
  const api = createEngineApi(Promise.resolve(kernels), Promise.resolve(), team)
  const quiet = () => {}
  let job = 0
  const open = async (): Promise<void> => {
    must(await api.open(++job, TRACK, file, quiet))
  }
  const analyse = async (): Promise<Analysis> => must(await api.analyse(++job, TRACK, quiet))
  const request = { format: 'wav-24', dither: 'tpdf', sampleRate: 'source' } as const
  await open()
  return {
    analyse,
    render: async () => {
      await open()
      const analysis = await analyse()
      const recipe = propose(analysis, initialIntent(analysis))
      const start = performance.now()
      must(await api.master(++job, TRACK, recipe, quiet))
      const ms = performance.now() - start
      const { blob } = must(await api.export(++job, TRACK, request, quiet))
      const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
      const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0'))
      return { ms, sha256: hex.join('') }
    },
    master: async () => {
      await open()
      const analysis = await analyse()
      const recipe = propose(analysis, initialIntent(analysis))
      const { verdict } = must(await api.master(++job, TRACK, recipe, quiet))
      const { blob, check } = must(await api.export(++job, TRACK, request, quiet))
      const { integratedLufs, truePeakDbtp } = check
      return { verdict, exportedBytes: blob.size, integratedLufs, truePeakDbtp }
    },
  }
}

const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.detail ?? ''}`)
  return outcome.value
}
