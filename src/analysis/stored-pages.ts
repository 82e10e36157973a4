import type { PcmStore } from '../core/pcm-store'
import { type EnvelopePage, PAGE_HOPS } from './envelope'

/**
 * Whoever walks over pages sees the one before and the one behind as well, and one that is as short as a segment's end between them.
 * A power of two.
 */
const PAGES_IN_MEMORY = 8

/** Moves `pages` into `store`, of two channels and empty. What a page says is valid until eight others were asked. */
export const storedPages = (pages: readonly EnvelopePage[], store: PcmStore): EnvelopePage[] => {
  const memory = new PageMemory(store)
  return pages.map(({ energy, peak, firstHop }, index) => {
    store.append([energy, peak], energy.length)
    return new StoredPage(memory, index, firstHop, energy.length)
  })
}

class StoredPage implements EnvelopePage {
  readonly firstHop: number
  private readonly memory: PageMemory
  private readonly index: number
  private readonly hops: number

  constructor(memory: PageMemory, index: number, firstHop: number, hops: number) {
    this.memory = memory
    this.index = index
    this.firstHop = firstHop
    this.hops = hops
  }

  get energy(): Float32Array {
    return this.memory.values(this.index, this.firstHop, this.hops)[0]
  }

  get peak(): Float32Array {
    return this.memory.values(this.index, this.firstHop, this.hops)[1]
  }
}

type Values = readonly [energy: Float32Array, peak: Float32Array]

const room = (): Values => [new Float32Array(PAGE_HOPS), new Float32Array(PAGE_HOPS)]

/** The pages that were asked for last, each at the place of its own that its index tells. */
class PageMemory {
  private readonly store: PcmStore
  private readonly rooms = Array.from({ length: PAGES_IN_MEMORY }, room)
  private readonly views = [...this.rooms]
  private readonly held = new Int32Array(PAGES_IN_MEMORY).fill(-1)

  constructor(store: PcmStore) {
    this.store = store
  }

  values(index: number, firstHop: number, hops: number): Values {
    const place = index & (PAGES_IN_MEMORY - 1)
    if (this.held[place] !== index) this.bring(place, index, firstHop, hops)
    return this.views[place] as Values
  }

  private bring(place: number, index: number, firstHop: number, hops: number): void {
    const [energy, peak] = this.rooms[place] as Values
    this.views[place] =
      hops === PAGE_HOPS
        ? (this.rooms[place] as Values)
        : [energy.subarray(0, hops), peak.subarray(0, hops)]
    this.store.read(firstHop, this.views[place] as Values, hops)
    this.held[place] = index
  }
}
