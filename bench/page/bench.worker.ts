import { expose } from 'comlink'
import { loadKernels } from '../../src/worker/load-kernels'
import { createSubjects, type MasterFacts, type Subjects } from '../subjects'

let subjects: Subjects | null = null
const opened = (): Subjects => {
  if (!subjects) throw new Error('open a file first')
  return subjects
}

const api = {
  async open(url: string): Promise<void> {
    const bytes = await (await fetch(url)).blob()
    subjects = await createSubjects(await loadKernels(), new File([bytes], 'mix.wav'))
  },
  /** Wall milliseconds. */
  async analyse(): Promise<number> {
    const start = performance.now()
    await opened().analyse()
    return performance.now() - start
  },
  /** Wall milliseconds, and what was made. */
  async master(): Promise<{ readonly ms: number; readonly facts: MasterFacts }> {
    const start = performance.now()
    const facts = await opened().master()
    return { ms: performance.now() - start, facts }
  },
}

export type BenchWorker = typeof api
expose(api)
