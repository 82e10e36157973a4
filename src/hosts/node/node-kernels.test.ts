import { describe, expect, it } from 'vitest'
import { nodeKernels } from './node-kernels'

describe('the kernels of a Node thread', () => {
  it('are one instance, while its memory is given back', () => {
    const kernels = nodeKernels()
    const freeBytes = kernels.freeBytes
    const scope = kernels.scope()
    scope.f64(1000)
    expect(kernels.freeBytes).toBe(freeBytes - 8000)
    expect(nodeKernels()).toBe(kernels)
    scope.release()
    expect(kernels.freeBytes).toBe(freeBytes)
  })

  it('are another instance where most of it is held', () => {
    const kernels = nodeKernels()
    const scope = kernels.scope()
    scope.u8(kernels.freeBytes - 2 ** 20)
    const other = nodeKernels()
    expect(other).not.toBe(kernels)
    expect(other.freeBytes).toBeGreaterThan(48 * 2 ** 20)
    scope.release()
  })
})
