import { expose } from 'comlink'
import { loadKernels } from '../../src/worker/load-kernels'
import { spawnHand } from '../../src/worker/spawn-hand'
import { Team } from '../../src/worker/team'
import { createSubjects, type MasterFacts, type Rendered, type Subjects } from '../subjects'

let subjects: Subjects | null = null
const opened = (): Subjects => {
  if (!subjects) throw new Error('open a file first')
  return subjects
}

const api = {
  /** `hands`: threads beside this one. */
  async open(url: string, hands: number): Promise<void> {
    const bytes = await (await fetch(url)).blob()
    const team = new Team(spawnHand, hands, () => performance.now())
    subjects = await createSubjects(await loadKernels(), new File([bytes], 'mix.wav'), team)
  },
  /** Wall milliseconds. */
  async analyse(): Promise<number> {
    const start = performance.now()
    await opened().analyse()
    return performance.now() - start
  },
  render: (): Promise<Rendered> => opened().render(),
  /** Wall milliseconds, and what was made. */
  async master(): Promise<{ readonly ms: number; readonly facts: MasterFacts }> {
    const start = performance.now()
    const facts = await opened().master()
    return { ms: performance.now() - start, facts }
  },
}

export type BenchWorker = typeof api
expose(api)
