import { describe, expect, it } from 'vitest'
import { joinedBytes, joinedFloats } from './joined'

describe('parts', () => {
  it('stand one behind the other, in their own kind of array', () => {
    expect(joinedBytes([Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(255)])).toEqual(
      Uint8Array.of(1, 2, 255),
    )
    expect(joinedFloats([Float32Array.of(0.5), Float32Array.of(-1, 2)])).toEqual(
      Float32Array.of(0.5, -1, 2),
    )
  })

  it('that are none make nothing', () => {
    expect(joinedBytes([])).toHaveLength(0)
    expect(joinedFloats([])).toHaveLength(0)
  })
})
