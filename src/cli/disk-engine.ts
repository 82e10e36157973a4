import type { InThreadEngine } from '../engine/in-thread'
import { nodeEngineWriting } from '../hosts/node/node-engine'
import { FileProblem } from './analyse-file'
import { type PartFile, PartFiles } from './part-files'

/** Of PCM in memory, for source, upstream and master; what is more lies in a file. Twice as much is no quicker. */
const PCM_BYTES = 2 ** 26

/** The engine in this Node process; what it holds and what it writes lie on disk, so a track's length costs no memory. */
export interface DiskEngine extends InThreadEngine<File, PartFile> {
  /** Gives what `work` writes the name `output`, once it is whole. Throws `FileProblem` where it cannot be written. */
  writingTo<Written extends { readonly file: PartFile }>(
    output: string,
    work: () => Promise<Written>,
  ): Promise<Written>
  /** Files that are being written: whoever ends the process early takes them away. */
  unfinished(): Iterable<string>
}

export const diskEngine = (): DiskEngine => {
  /** Of the master that is being written. */
  let current: PartFiles | null = null
  const engine = nodeEngineWriting<PartFile>((plan) => {
    if (!current) throw new Error('nobody said where to write')
    return current.newFile(plan)
  }, PCM_BYTES)
  return {
    ...engine,
    unfinished: () => current?.paths ?? [],
    writingTo: async (output, work) => {
      const parts = new PartFiles(output)
      current = parts
      try {
        const written = await work()
        await parts.take(written.file)
        return written
      } catch (error) {
        if (error instanceof FileProblem && !parts.problem) throw error
        throw new FileProblem(unwritable(output, parts.problem ?? error))
      } finally {
        parts.clear()
        current = null
      }
    },
  }
}

const unwritable = (output: string, error: unknown): string =>
  `“${output}” could not be written (${error instanceof Error ? error.message : error}). Is the folder there, and has it room?`
