import { MemoryPcmStore } from './memory-pcm-store'
import type { PcmHandle, PcmStore } from './pcm-store'

/** The store behind a handle, in this thread. */
export const openPcm = (handle: PcmHandle): PcmStore => MemoryPcmStore.ofHandle(handle)
