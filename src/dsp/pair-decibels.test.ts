import { expect, it } from 'vitest'
import { furthestApart } from '../core/testing/furthest-apart'
import { nodeKernels } from '../hosts/node/node-kernels'

const SIZE = 64

it('the level of both signals behind one transform is that of float64, silence included', () => {
  const kernels = nodeKernels()
  const scope = kernels.scope()
  const [re, im, db] = [scope.f32(SIZE), scope.f32(SIZE), scope.f32(SIZE / 2 + 1)]
  // From far below what is heard to far above full scale; a bin and its mirror are silent.
  for (let k = 0; k < SIZE; k++) {
    const isSilent = k === 5 || k === SIZE - 5
    re.view[k] = isSilent ? 0 : Math.cos(k) * 10 ** ((k % 23) - 14)
    im.view[k] = isSilent ? 0 : Math.sin(3 * k) * 10 ** ((k % 19) - 12)
  }
  const power = (k: number): number => (re.view[k] ?? 0) ** 2 + (im.view[k] ?? 0) ** 2
  const expected = Array.from(
    { length: SIZE / 2 + 1 },
    (_, k) => 10 * Math.log10(power(k) + power((SIZE - k) % SIZE)),
  )
  kernels.call.pairDecibels(re.pointer, im.pointer, SIZE, db.pointer)
  expect(db.view[5]).toBe(Number.NEGATIVE_INFINITY)
  db.view[5] = expected[5] = 0
  expect(furthestApart(db.view, expected)).toBeLessThan(2e-5)
  scope.release()
})
