import { describe, expect, it } from 'vitest'
import { seededPick } from './mutate'
import { mutatedTree } from './mutate-tree'

describe('a mutated tree', () => {
  it('is the same for the same seed, whatever was mutated before, and goes into JSON', () => {
    const tree = { list: [1, 2, { deep: 'x' }], text: 'a', empty: {} }
    const round = () =>
      Array.from({ length: 3000 }, (_, seed) =>
        JSON.stringify(mutatedTree(tree, seededPick(seed * 7919))),
      )
    expect(round()).toEqual(round())
    expect(tree).toEqual({ list: [1, 2, { deep: 'x' }], text: 'a', empty: {} })
  })
})
