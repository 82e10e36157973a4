import { readFileSync } from 'node:fs'
import type { KernelExports } from '../../../kernels/build/kernels'
import { Kernels } from '../../dsp/kernels'

const module = new WebAssembly.Module(
  readFileSync(new URL('../../../kernels/build/kernels.wasm', import.meta.url)),
)

/** Enough for whatever one test or file needs at a time. */
const ENOUGH_BYTES = 48 * 2 ** 20
let current: Kernels | null = null

/** The kernels of this thread; another instance where somebody holds much of their memory. Each has 64 MB, which a collection is called for. */
export const nodeKernels = (): Kernels => {
  if (!current || current.freeBytes < ENOUGH_BYTES)
    current = new Kernels(new WebAssembly.Instance(module).exports as unknown as KernelExports)
  return current
}
