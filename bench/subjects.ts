import type { Analysis } from '../src/analysis/analysis'
import type { DeliveredFile } from '../src/delivery/deliver-track'
import { DEFAULT_DELIVERY } from '../src/delivery/settings'
import type { MasteredTrack } from '../src/engine/calls'
import type { InThreadEngine } from '../src/engine/in-thread'
import type { Verdict } from '../src/mastering/landing/verdict'
import { initialIntent } from '../src/mastering/proposal/intent'
import { propose, recipeFrom } from '../src/mastering/proposal/propose'
import { must } from './support/must'

/** The product's own engine on one file, in the steps that the benchmark times. The same code in Node and browser. */
export interface Subjects {
  /** Audio in memory → all measurements. */
  analyse(): Promise<Analysis>
  /** File → decoded, analysed, proposed, mastered, landed, exported at 24 bit, the export re-read and re-measured. */
  master(): Promise<MasterFacts>
  /** What limiting did to the master that was made last, by the ear model; null for silence. */
  grade(): Promise<number | null>
  /** The steps of `master`, one by one. */
  readonly steps: Readonly<Record<Step, () => Promise<void>>>
  /** SHA-256 of the file that `master` made last, in hexadecimal. */
  digest(): Promise<string>
}

export type Step = 'open' | 'analyse' | 'master' | 'export'

export interface MasterFacts {
  readonly verdict: Verdict
  /** Wall time of rendering alone: the chain, landed and verified, from audio in memory. */
  readonly renderMs: number
  /** Real passes of the limiter. */
  readonly passes: number
  readonly exportedBytes: number
  readonly integratedLufs: number | null
  readonly truePeakDbtp: number | null
}

const TRACK = 'bench'

/** `file` is to be opened once before `analyse`. */
export const createSubjects = (engine: InThreadEngine<File, Blob>, file: File): Subjects => {
  let made: Blob | null = null
  let analysed: Analysis | null = null
  const open = async (): Promise<void> => {
    must(await engine.open(TRACK, file, null, {}))
  }
  const analyse = async (): Promise<Analysis> => must(await engine.analyse(TRACK, {}))
  const render = async (analysis: Analysis): Promise<MasteredTrack> => {
    const recipe = recipeFrom(propose(analysis, initialIntent(analysis)))
    return must(await engine.master(TRACK, recipe, {}))
  }
  const deliver = async (): Promise<DeliveredFile<Blob>> => {
    const request = {
      ...DEFAULT_DELIVERY,
      depth: '24',
      dither: 'tpdf',
      sampleRate: 'source',
    } as const
    const delivered = must(await engine.export(TRACK, request, {}, {}))
    made = delivered.file
    return delivered
  }
  return {
    analyse,
    master: async () => {
      await open()
      const analysis = await analyse()
      const start = performance.now()
      const { verdict, passes } = await render(analysis)
      const renderMs = performance.now() - start
      const { file: blob, check } = await deliver()
      const { integratedLufs, truePeakDbtp } = check
      return { verdict, renderMs, passes, exportedBytes: blob.size, integratedLufs, truePeakDbtp }
    },
    grade: async () => must(await engine.grade(TRACK, {}))?.grade ?? null,
    steps: {
      open,
      analyse: async () => {
        analysed = await analyse()
      },
      master: async () => {
        await render(analysed ?? (await analyse()))
      },
      export: async () => {
        await deliver()
      },
    },
    digest: async () => {
      if (!made) throw new Error('nothing was made')
      const hash = await crypto.subtle.digest('SHA-256', await made.arrayBuffer())
      return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
    },
  }
}
