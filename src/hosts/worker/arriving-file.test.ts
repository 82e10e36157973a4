import { expect, it } from 'vitest'
import { ArrivingFile } from './arriving-file'

const all = Uint8Array.from({ length: 1000 }, (_, index) => (index * 13) & 255)
const piece = (from: number, to: number) => new Blob([all.subarray(from, to)])

it('gives the bytes of reads over one piece and several, forward and back, and fewer at the end', async () => {
  const file = new ArrivingFile('x', 1000)
  for (const [from, to] of [
    [0, 100],
    [100, 101],
    [101, 700],
    [700, 1000],
  ] as const)
    file.add(piece(from, to))
  for (const [offset, length] of [
    [0, 44],
    [44, 300],
    [344, 600],
    [10, 5],
    [990, 100],
    [1000, 10],
  ] as const)
    expect(await file.read(offset, length)).toEqual(all.subarray(offset, offset + length))
})

it('keeps a read waiting until its last byte is there', async () => {
  const file = new ArrivingFile('x', 1000)
  file.add(piece(0, 400))
  let got: Uint8Array | null = null
  const reading = file.read(300, 300).then((bytes) => {
    got = bytes
  })
  file.add(piece(400, 500))
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(got).toBeNull()
  file.add(piece(500, 600))
  await reading
  expect(got).toEqual(all.subarray(300, 600))
})

it('lets a waiting read fail when the rest will never come', async () => {
  const file = new ArrivingFile('x', 1000)
  file.add(piece(0, 400))
  const reading = file.read(300, 300)
  file.abandon()
  await expect(reading).rejects.toThrow('never finished')
  expect(await file.read(0, 10)).toEqual(all.subarray(0, 10))
})
