import type { Analysis } from '../src/analysis/analysis'
import { DEFAULT_DELIVERY } from '../src/delivery/settings'
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
  /** SHA-256 of the file that `master` made last, in hexadecimal. */
  digest(): Promise<string>
}

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

/** Opens `file` once, so that `analyse` starts from audio in memory and the engine's helpers are there. */
export const createSubjects = async (
  engine: InThreadEngine<File, Blob>,
  file: File,
): Promise<Subjects> => {
  let made: Blob | null = null
  const open = async (): Promise<void> => {
    must(await engine.open(TRACK, file, null, {}))
  }
  const analyse = async (): Promise<Analysis> => must(await engine.analyse(TRACK, {}))
  await open()
  return {
    analyse,
    master: async () => {
      await open()
      const analysis = await analyse()
      const recipe = recipeFrom(propose(analysis, initialIntent(analysis)))
      const start = performance.now()
      const { verdict, passes } = must(await engine.master(TRACK, recipe, {}))
      const renderMs = performance.now() - start
      const request = {
        ...DEFAULT_DELIVERY,
        depth: '24',
        dither: 'tpdf',
        sampleRate: 'source',
      } as const
      const { file: blob, check } = must(await engine.export(TRACK, request, {}, {}))
      made = blob
      const { integratedLufs, truePeakDbtp } = check
      return { verdict, renderMs, passes, exportedBytes: blob.size, integratedLufs, truePeakDbtp }
    },
    digest: async () => {
      if (!made) throw new Error('nothing was made')
      const hash = await crypto.subtle.digest('SHA-256', await made.arrayBuffer())
      return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
    },
  }
}
