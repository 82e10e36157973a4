import { expect, test } from 'vitest'
import { furthestApart } from '../core/testing/furthest-apart'
import { nodeKernels } from '../hosts/node/node-kernels'
import { cos, sin } from './elementary'

test('kernel log₂ is within 2e-9 and 2^x within 1e-8 relative, alike in both lanes', () => {
  const kernels = nodeKernels()
  const scope = kernels.scope()
  const count = 20_000
  const x = scope.f64(count)
  const logs = scope.f64(count)
  const powers = scope.f64(count)
  for (let i = 0; i < count; i++) x.view[i] = 2 ** (-60 + (120 * i) / count) * (1 + (i % 7) / 9)
  kernels.call.elementaryProbe(x.pointer, logs.pointer, powers.pointer, count / 2)
  expect(furthestApart(logs.view, x.view.map(Math.log2))).toBeLessThan(2e-9)
  const ratios = powers.view.map((power, i) => power / (x.view[i] ?? 0))
  expect(furthestApart(ratios, new Float64Array(count).fill(1))).toBeLessThan(1e-8)
})

test('the kernels of cosine and sine have the bits of `cos` and `sin`', () => {
  const kernels = nodeKernels()
  const scope = kernels.scope()
  const count = 20_000
  const x = scope.f64(count)
  const [cosines, sines] = [scope.f64(count), scope.f64(count)]
  // All four quadrants, both signs, the very ends of each and far out.
  for (let i = 0; i < count; i++)
    x.view[i] = i % 5 === 0 ? (i - count / 2) * (Math.PI / 4) : (i - count / 2) * 0.123
  kernels.call.circleProbe(x.pointer, cosines.pointer, sines.pointer, count)
  expect([...cosines.view]).toEqual([...x.view].map(cos))
  expect([...sines.view]).toEqual([...x.view].map(sin))
})
