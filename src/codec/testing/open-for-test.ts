import type { ByteSource } from '../../core/byte-source'
import { memorySource } from '../../core/byte-source'
import type { ChannelChoice } from '../../core/channel-choice'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import type { PcmSink } from '../../core/pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { openAudio } from '../read/open'
import type { OpenServices } from '../read/services'

/** One for all: an instance has 64 MB, and a collection comes with it. */
const kernels = nodeKernels()

/** Services as Node provides them. */
export const testServices = (): OpenServices => ({
  kernels,
  job: detachedJob,
  timeout: async (promise, ms) => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('timed out')), ms)
    })
    return Promise.race([promise, late]).finally(() => clearTimeout(timer))
  },
  newStore: (sampleRate, channelCount) => new MemoryPcmStore(sampleRate, channelCount),
})

export const openForTest = (file: Uint8Array | ByteSource) => openInto(file, testServices())

/** The same, into any sink. */
export const openInto = <Sink extends PcmSink>(
  file: Uint8Array | ByteSource,
  services: OpenServices<Sink>,
) => openAudio(file instanceof Uint8Array ? memorySource(file, 'a file') : file, services)

/** Opens a file that must be good; its facts and whole channels. */
export const decodeForTest = async (
  file: Uint8Array | ByteSource,
  chosen: ChannelChoice | null = null,
) => {
  const outcome = await openInto(file, { ...testServices(), channels: chosen })
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.detail ?? ''}`)
  const { facts, store } = outcome.value
  const channels = Array.from(
    { length: store.channelCount },
    () => new Float32Array(store.lengthFrames),
  )
  store.read(0, channels, store.lengthFrames)
  return { facts, channels }
}

/** The error code (and detail) of a file that must be refused. */
export const refusalForTest = async (file: Uint8Array | ByteSource) => {
  const outcome = await openForTest(file)
  if (outcome.ok) throw new Error('the file was opened')
  return outcome.error
}
