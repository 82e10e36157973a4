import type { KernelExports } from '../../../kernels/build/kernels'
import kernelsUrl from '../../../kernels/build/kernels.wasm?url'
import { Kernels } from '../../dsp/kernels'

/** The kernels of this worker; made once. Rejects when the module cannot be fetched or compiled. */
export const loadKernels = async (): Promise<Kernels> => {
  const response = await fetch(kernelsUrl)
  if (!response.ok) throw new Error(`kernels: HTTP ${response.status}`)
  const { instance } = await WebAssembly.instantiate(await response.arrayBuffer())
  return new Kernels(instance.exports as unknown as KernelExports)
}
