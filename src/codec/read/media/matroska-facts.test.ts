import { expect, it } from 'vitest'
import { memorySource } from '../../../core/byte-source'
import { readMatroskaFacts } from './matroska-facts'

const SEGMENT_OF_ANY_SIZE = [0x18, 0x53, 0x80, 0x67, 0x01, 255, 255, 255, 255, 255, 255, 255]
const durationIn = async (...element: readonly number[]): Promise<number | null> => {
  const info = [0x15, 0x49, 0xa9, 0x66, 0x80 | (element.length & 127), ...element]
  const file = memorySource(Uint8Array.from([...SEGMENT_OF_ANY_SIZE, ...info]))
  return (await readMatroskaFacts(file)).durationS
}
const float64 = (value: number): readonly number[] => {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return [...new Uint8Array(view.buffer)]
}

it('the duration of a Matroska file is read in both widths; cut off, of another size or no number, it is none', async () => {
  // Milliseconds, the default scale.
  expect(await durationIn(0x44, 0x89, 0x88, ...float64(1500))).toBe(1.5)
  expect(await durationIn(0x44, 0x89, 0x84, 0x44, 0xbb, 0x80, 0)).toBe(1.5)
  expect(await durationIn(0x44, 0x89, 0x88, 0x40, 0x97, 0x70)).toBeNull()
  expect(await durationIn(0x44, 0x89, 0x84, 0x44)).toBeNull()
  expect(await durationIn(0x44, 0x89, 0x82, 0x44, 0xbb)).toBeNull()
  expect(await durationIn(0x44, 0x89, 0x88, ...float64(Number.NaN))).toBeNull()
})
