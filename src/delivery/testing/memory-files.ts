import { memorySink } from '../../codec/write/memory-sink'
import { memorySource } from '../../core/byte-source'
import { detachedJob } from '../../core/job'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { readEncoder } from '../../hosts/node/read-encoder'
import type { FileTarget } from '../file-target'
import type { Amendment } from '../formats/format'
import { formatOf } from '../formats/registry'
import type { FileServices } from '../write-file'

const kernels = nodeKernels()

/** Services as Node provides them, files in memory. */
export const memoryFileServices = (): FileServices<Uint8Array> => ({
  kernels,
  job: detachedJob,
  timeout: (promise) => promise,
  loadEncoder: readEncoder,
  newFile: ({ format }): FileTarget<Uint8Array> => {
    const { bytes, ...sink } = memorySink()
    const finish = async () => {
      const file = bytes()
      const amend = ({ offset, bytes: part }: Amendment) => {
        file.set(part, offset)
        return file
      }
      return { file, source: memorySource(file, `a.${formatOf(format).extension}`), amend }
    }
    return { ...sink, finish, measured: async () => null, abandon: () => {} }
  },
})
