import { MemoryPcmStore } from './memory-pcm-store'
import type { PcmHandle, PcmStore } from './pcm-store'
import type { SwapFile } from './swap-file'

/** The store behind a handle, in this thread. `swap`: the file that the handle names, opened here. */
export const openPcm = (handle: PcmHandle, swap: SwapFile | null): PcmStore =>
  MemoryPcmStore.ofHandle(handle, swap)
