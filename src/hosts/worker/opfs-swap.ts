import type { SwapFile } from '../../core/swap-file'
import { openSyncHandle, removeLeftovers, type SyncHandle } from './opfs-folder'

const FILE = 'swap.pcm'

/** What the browser lets an origin store is also for the work that is kept: the swap file takes no more than this of it. */
const SHARE_OF_QUOTA = 0.5

const swapOf = (
  name: string,
  handle: SyncHandle,
  isShared: boolean,
  mostBytes: number,
): SwapFile => ({
  name,
  isShared,
  mostBytes,
  grow: (bytes) => {
    if (bytes > mostBytes) return false
    try {
      handle.truncate(bytes)
      return true
    } catch {
      // QuotaExceededError.
      return false
    }
  },
  read: (at, into) => {
    handle.read(into, { at })
  },
  write: (at, samples) => {
    handle.write(samples, { at })
  },
})

/** A new swap file of this engine in the origin's private file system; null where there is none. */
export const createSwap = async (engine: string): Promise<SwapFile | null> => {
  const path = `${engine}/${FILE}`
  try {
    const handle = await openSyncHandle(path)
    void removeLeftovers(engine, FILE).catch(() => {
      // Disk that the next page gives back.
    })
    const second = await openSyncHandle(path).catch(() => null)
    second?.close()
    const { quota = 0 } = await navigator.storage.estimate()
    return swapOf(path, handle, second !== null, SHARE_OF_QUOTA * quota)
  } catch {
    return null
  }
}

const opened = new Map<string, Promise<SwapFile>>()

/** The swap file that a handle of another thread names, opened here once; null for no name. */
export const openSwap = async (name: string | null): Promise<SwapFile | null> => {
  if (name === null) return null
  const opening =
    opened.get(name) ?? openSyncHandle(name).then((handle) => swapOf(name, handle, true, 0))
  opened.set(name, opening)
  return opening
}
