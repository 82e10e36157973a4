import { expect, it } from 'vitest'
import { blobSource } from './blob-source'

const SIZE = 300_007
const all = Uint8Array.from({ length: SIZE }, (_, index) => (index * 7 + (index >> 8)) & 255)
const source = () => blobSource(new Blob([all.subarray(0, 100_000), all.subarray(100_000)]), 'x')

it('gives the bytes of any reads: apart, behind each other, back, past the end', async () => {
  const { read, sizeBytes } = source()
  expect(sizeBytes).toBe(SIZE)
  for (const [offset, length] of [
    [0, 44],
    [44, 5],
    [49, 70_000],
    [70_049, 0],
    [70_049, 150_000],
    [10, 20],
    [30, 65_536],
    [65_566, 1],
    [250_000, 50_000],
    [300_000, 100],
    [300_100, 10],
    [SIZE, 1],
  ] as const)
    expect(await read(offset, length)).toEqual(all.subarray(offset, offset + length))
})

it('gives the bytes of reads that are made at the same time', async () => {
  const { read } = source()
  const offsets = [0, 1000, 2000, 3000, 2000, 3000]
  const parts = await Promise.all(offsets.map((offset) => read(offset, 1000)))
  for (const [index, offset] of offsets.entries())
    expect(parts[index]).toEqual(all.subarray(offset, offset + 1000))
})

it('rejects when the bytes can no longer be read, and every time', async () => {
  const blob = new Blob([all])
  const { read } = blobSource(blob, 'gone')
  await read(0, 10)
  const gone = (): never => {
    throw new DOMException('gone', 'NotReadableError')
  }
  Object.defineProperty(blob, 'slice', { value: gone })
  await expect(read(10, 10)).rejects.toThrow('gone')
  await expect(read(20, 10)).rejects.toThrow('gone')
})

it('rejects, too, where what vanished has no length any more', async () => {
  const blob = new Blob([])
  expect(await blobSource(blob, 'empty').read(0, 1)).toHaveLength(0)
  const gone = async (): Promise<never> => {
    throw new DOMException('gone', 'NotFoundError')
  }
  Object.defineProperty(blob, 'arrayBuffer', { value: gone })
  await expect(blobSource(blob, 'gone').read(0, 1)).rejects.toThrow('gone')
})
