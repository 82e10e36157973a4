import type { AudioMemory } from '../../core/audio-memory'
import { ChunkSpace, MOST_IN_MEMORY_BYTES } from '../../core/chunk-space'
import { canShare } from '../../core/memory-pcm-store'
import type { SwapFile } from '../../core/swap-file'
import { createSwap } from './opfs-swap'

/** Some browsers tell, in GiB and rounded (W3C Device Memory); the others are taken for an ordinary laptop. */
const machineGiB = (): number => (navigator as { readonly deviceMemory?: number }).deviceMemory ?? 8

const MIB = 2 ** 20

/** Memory that is touched for the first time costs what writing to a file does that all threads read, and is missing afterwards. */
const SHARED_MIB = 16

/**
 * Of PCM in memory, for all open tracks: 24 MiB for each GiB of the machine, at least 64 and at most 512; where all threads
 * read the swap file SHARED_MIB.
 */
const budgetBytes = (swap: SwapFile | null): number =>
  MIB * (swap?.isShared ? SHARED_MIB : Math.min(512, Math.max(64, 24 * machineGiB())))

/** Of one store where nothing goes to the disk: half of the machine for original, upstream and master together. */
const mostInMemoryBytes = (): number => Math.min(MOST_IN_MEMORY_BYTES, (machineGiB() * 2 ** 30) / 6)

/** Where one engine keeps audio: in `space`, and files under its name. */
export interface EngineMemory {
  readonly name: string
  readonly space: ChunkSpace
  /** Of audio in memory; null: by the machine. */
  readonly setMemoryBudget: (bytes: number | null) => void
  /** What is taken now. */
  readonly use: () => Omit<AudioMemory, 'tracksLetGo'>
  /** Then there is all of it. */
  readonly ready: Promise<void>
}

/** The memory of a new engine; `name`: no other engine's. */
export const openEngineMemory = (name: string): EngineMemory => {
  const space = new ChunkSpace(budgetBytes(null), canShare(), mostInMemoryBytes())
  let wanted: number | null = null
  const setMemoryBudget = (bytes: number | null): void => {
    wanted = bytes
    space.setBudget(bytes ?? budgetBytes(space.swap))
  }
  const ready = createSwap(name).then((swap) => {
    if (!swap) return
    space.attach(swap)
    setMemoryBudget(wanted)
  })
  return {
    name,
    space,
    ready,
    setMemoryBudget,
    use: () => ({
      budgetBytes: space.budgetBytes,
      usedBytes: space.usedBytes,
      diskBytes: space.swappedBytes,
    }),
  }
}
