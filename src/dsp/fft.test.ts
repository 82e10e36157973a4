import { expect, test } from 'vitest'
import { nodeKernels } from '../hosts/node/node-kernels'
import { Fft } from './fft'
import { seededNoise } from './testing/seeded-noise'

const noise = seededNoise(3)

for (const size of [16, 32, 64, 128, 512, 1024])
  test(`${size} points agree with the defining sum to −130 dB, and the inverse returns the input`, () => {
    const kernels = nodeKernels()
    const scope = kernels.scope()
    const fft = new Fft(kernels, scope, size)
    const re = scope.f32(size)
    const im = scope.f32(size)
    const x = Array.from({ length: size }, () => [noise(), noise()] as const)
    x.forEach(([a, b], n) => {
      re.view[n] = a
      im.view[n] = b
    })
    fft.forward(re, im)
    let error = 0
    let power = 0
    for (let k = 0; k < size; k++) {
      let [sumRe, sumIm] = [0, 0]
      x.forEach(([a, b], n) => {
        const angle = (-2 * Math.PI * ((k * n) % size)) / size
        sumRe += Math.fround(a) * Math.cos(angle) - Math.fround(b) * Math.sin(angle)
        sumIm += Math.fround(a) * Math.sin(angle) + Math.fround(b) * Math.cos(angle)
      })
      error += (sumRe - (re.view[k] ?? 0)) ** 2 + (sumIm - (im.view[k] ?? 0)) ** 2
      power += sumRe ** 2 + sumIm ** 2
    }
    expect(10 * Math.log10(error / power)).toBeLessThan(-130)
    fft.inverse(re, im)
    x.forEach(([a, b], n) => {
      expect(Math.abs((re.view[n] ?? 0) / size - a)).toBeLessThan(2e-6)
      expect(Math.abs((im.view[n] ?? 0) / size - b)).toBeLessThan(2e-6)
    })
  })
