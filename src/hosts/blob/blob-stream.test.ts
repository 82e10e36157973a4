import { expect, it } from 'vitest'
import { BlobStream } from './blob-stream'

const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) & 255)

/** A Blob whose first stream answers so many reads and then falls silent. */
const stallingBlob = (reads: number): Blob => {
  const blob = new Blob([bytes])
  let streams = 0
  const slice = blob.slice.bind(blob)
  blob.slice = (from, to) => {
    const part = slice(from, to)
    if (to === undefined && streams++ === 0) {
      let left = reads
      const { stream } = part
      part.stream = () => {
        const reader = stream.call(part).getReader()
        return new ReadableStream({
          type: 'bytes',
          pull: async (controller) => {
            if (left-- <= 0) return new Promise(() => {})
            const { value } = await reader.read()
            if (value) controller.enqueue(value.slice(0, 50_000))
          },
        })
      }
    }
    return part
  }
  return blob
}

it('reads on, whatever the sizes, into memory that is given', async () => {
  const stream = new BlobStream(new Blob([bytes]), 1000)
  let spare: Uint8Array | undefined
  for (let at = 1000; at < bytes.length; at += 70_000) {
    const piece = await stream.read(70_000, spare)
    expect(Buffer.compare(piece, bytes.subarray(at, at + 70_000))).toBe(0)
    spare = piece
  }
  expect(await stream.read(10)).toHaveLength(0)
})

it('goes on where its stream has fallen silent', async () => {
  const stream = new BlobStream(stallingBlob(1), 0, 20)
  expect(Buffer.compare(await stream.read(90_000), bytes.subarray(0, 90_000))).toBe(0)
  expect(Buffer.compare(await stream.read(90_000), bytes.subarray(90_000, 180_000))).toBe(0)
  expect(stream.position).toBe(180_000)
})
