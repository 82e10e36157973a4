import type { SwapFile } from '../../core/swap-file'
import {
  openSyncHandle,
  removeFile,
  removeFolder,
  removeLeftovers,
  type SyncHandle,
} from './opfs-folder'

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
    // The disk is full, though there was room when the file grew: it has holes.
    if (handle.write(samples, { at }) < samples.byteLength)
      throw new RangeError('no memory is left, on the disk neither')
  },
})

/** Slower than this it is not a disk: reading 16 KiB takes one or two microseconds there. */
const SLOWEST_READ_MS = 0.02
/** As many as take longer than a tick of a coarse clock where it is no disk. */
const TRIED_READS = 8
const TRIES = 4

/**
 * Does the file lie on disk? In a private window it lies in the memory of the browser's own process, and every read of
 * 16 KiB is a message that takes 130 µs at best: nothing would be gained. The quickest of some tries tells, whatever
 * else the machine does.
 */
const liesOnDisk = (handle: SyncHandle): boolean => {
  const block = new Float32Array(4096)
  handle.write(block, { at: 0 })
  let quickestMs = Number.POSITIVE_INFINITY
  for (let tried = 0; tried < TRIES && quickestMs > SLOWEST_READ_MS; tried++) {
    const start = performance.now()
    for (let read = 0; read < TRIED_READS; read++) handle.read(block, { at: 0 })
    quickestMs = Math.min(quickestMs, (performance.now() - start) / TRIED_READS)
  }
  handle.truncate(0)
  return quickestMs <= SLOWEST_READ_MS
}

/** GiB that are tried, the most first. */
const TRIED_GIB = [64, 32, 16]

/**
 * Bytes that a file may have here, as far as it is tried. Browsers that tell no page how large the disk is say that there are 10 GiB,
 * whatever there are; three signals of an hour at 192 kHz take 16. An empty file takes no room on the disk.
 */
const triedRoom = async (engine: string): Promise<number> => {
  const path = `${engine}/tried`
  const handle = await openSyncHandle(path)
  const fits = (gib: number): boolean => {
    try {
      handle.truncate(gib * 2 ** 30)
      return true
    } catch {
      return false
    }
  }
  const most = TRIED_GIB.find(fits) ?? 0
  // What was granted is given back with the file.
  handle.close()
  await removeFile(path)
  return most * 2 ** 30
}

/** A new swap file of this engine on disk, in the origin's private file system; null where there is none. */
export const createSwap = async (engine: string): Promise<SwapFile | null> => {
  const path = `${engine}/${FILE}`
  try {
    const handle = await openSyncHandle(path)
    void removeLeftovers(engine, FILE).catch(() => {
      // Disk that the next page gives back.
    })
    if (!liesOnDisk(handle)) {
      handle.close()
      await removeFolder(engine)
      return null
    }
    const second = await openSyncHandle(path).catch(() => null)
    second?.close()
    const { quota = 0 } = await navigator.storage.estimate()
    const room = second ? await triedRoom(engine) : 0
    return swapOf(path, handle, second !== null, SHARE_OF_QUOTA * Math.max(quota, room))
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
