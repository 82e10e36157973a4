import { afterEach, describe, expect, it, vi } from 'vitest'
import { openEngineMemory } from './engine-memory'

const MIB = 2 ** 20
const GIB = 2 ** 30

/** Files that keep nothing, at once; `handles`: how often one may be open at the same time. */
const privateFiles = (handles: number) => {
  let open = 0
  const handle = {
    read: () => 0,
    write: (samples: Float32Array) => samples.byteLength,
    truncate: () => {},
    flush: () => {},
    close: () => {
      open--
    },
  }
  const createSyncAccessHandle = async () => {
    if (open >= handles) throw new DOMException('open already', 'NoModificationAllowedError')
    open++
    return handle
  }
  const folder = {
    getDirectoryHandle: async () => folder,
    getFileHandle: async () => ({ createSyncAccessHandle }),
    removeEntry: async () => {},
    keys: async function* () {},
  }
  return { getDirectory: async () => folder, estimate: async () => ({ quota: 10 * GIB }) }
}

const memoryOn = async (deviceMemory: number | undefined, storage?: object) => {
  vi.stubGlobal('navigator', { deviceMemory, storage })
  const memory = openEngineMemory('test')
  await memory.ready
  return memory
}

describe('the memory for audio', () => {
  afterEach(() => void vi.unstubAllGlobals())

  it.each([
    [8, 192],
    [1, 64],
    [0.25, 64],
    [32, 512],
    [undefined, 192],
  ])('of a machine of %s GiB without a private file system is %i MiB', async (gib, mib) => {
    const memory = await memoryOn(gib)
    expect(memory.use()).toEqual({ budgetBytes: mib * MIB, usedBytes: 0, diskBytes: null })
    // Original, upstream and master together are half of the machine.
    const most = Math.min(4 * GIB, ((gib ?? 8) * GIB) / 6)
    expect(memory.space.mostStoreBytes).toBeCloseTo(most, 0)
  })

  it.each([
    [8, 16],
    [2, 16],
    [32, 16],
  ])('of %i GiB is %i MiB where every thread reads the swap file', async (gib, mib) => {
    const memory = await memoryOn(gib, privateFiles(10))
    expect(memory.use()).toEqual({ budgetBytes: mib * MIB, usedBytes: 0, diskBytes: 0 })
    expect(memory.space.mostStoreBytes).toBeGreaterThan(4 * GIB)
  })

  it('is as large as without one where the swap file is one thread’s alone', async () => {
    const memory = await memoryOn(8, privateFiles(1))
    expect(memory.use()).toMatchObject({ budgetBytes: 192 * MIB, diskBytes: 0 })
  })

  it('is what was chosen, whenever that was, until it is left to the machine again', async () => {
    vi.stubGlobal('navigator', { deviceMemory: 8, storage: privateFiles(10) })
    const memory = openEngineMemory('test')
    memory.setMemoryBudget(100 * MIB)
    expect(memory.use().budgetBytes).toBe(100 * MIB)
    await memory.ready
    expect(memory.use().budgetBytes).toBe(100 * MIB)
    memory.setMemoryBudget(null)
    expect(memory.use().budgetBytes).toBe(16 * MIB)
  })
})
