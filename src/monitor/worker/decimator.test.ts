import { expect, test } from 'vitest'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { decimator } from './decimator'

const RATE = 192_000
const FACTOR = 2

const toneLevelDb = (freqHz: number): number => {
  const length = 40_000
  const store = new MemoryPcmStore(RATE, 1, false)
  const tone = Float32Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * freqHz * i) / RATE))
  store.append([tone], length)
  const plane = new Float32Array(4096)
  decimator(store, FACTOR).read(8000, [plane], 4096)
  const power = plane.reduce((sum, sample) => sum + sample * sample, 0) / 4096
  return 10 * Math.log10(2 * power)
}

test('keeps what is heard within 0.1 dB and removes what would fold into it by 70 dB', () => {
  expect(Math.abs(toneLevelDb(1000))).toBeLessThan(0.1)
  expect(Math.abs(toneLevelDb(20_000))).toBeLessThan(0.1)
  expect(toneLevelDb(76_000)).toBeLessThan(-70)
})

test('factor 1 copies bit for bit and is silent past the end', () => {
  const store = new MemoryPcmStore(RATE, 1, false)
  store.append([Float32Array.of(0.1, 0.2, 0.3)], 3)
  const out = [new Float32Array(4).fill(9)]
  decimator(store, 1).read(1, out, 4)
  expect(out[0]).toEqual(Float32Array.of(0.2, 0.3, 0, 0))
})
