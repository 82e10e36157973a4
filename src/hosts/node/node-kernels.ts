import { readFileSync } from 'node:fs'
import type { KernelExports } from '../../../kernels/build/kernels'
import { Kernels } from '../../dsp/kernels'

const module = new WebAssembly.Module(
  readFileSync(new URL('../../../kernels/build/kernels.wasm', import.meta.url)),
)

/** A fresh kernel instance in Node, for tests and benchmarks. */
export const nodeKernels = (): Kernels =>
  new Kernels(new WebAssembly.Instance(module).exports as unknown as KernelExports)
