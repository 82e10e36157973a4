import { describe, expect, it, vi } from 'vitest'
import { piecesSource, type Stretch } from './heard-pieces'

const RATE = 100
const STRETCHES = [
  { fromFrame: 50, toFrame: 90 },
  { fromFrame: 90, toFrame: 120 },
  { fromFrame: 120, toFrame: 200 },
]

/** A WAV file of 24 bits whose left sample is its frame's number and whose right one is below 0 by as much. */
const wavOf = ({ fromFrame, toFrame }: Stretch): Blob => {
  const head = 12 + 8 + 3 + 1 + 8
  const view = new DataView(new ArrayBuffer(head + 6 * (toFrame - fromFrame)))
  // A chunk of an odd length is ahead of the samples, and padded.
  view.setUint32(16, 3, true)
  view.setUint32(24, 0x64617461)
  view.setUint32(28, 6 * (toFrame - fromFrame), true)
  for (let frame = fromFrame; frame < toFrame; frame++)
    for (const [channel, value] of [frame, -frame].entries()) {
      const at = head + 6 * (frame - fromFrame) + 3 * channel
      view.setUint16(at, value & 0xffff, true)
      view.setInt8(at + 2, value >> 16)
    }
  return new Blob([view.buffer])
}

describe('an album that is heard piece by piece', () => {
  it('is one programme: every frame in its place, across the cuts and after a seek back', async () => {
    const source = piecesSource(STRETCHES, RATE, async (stretch) => wavOf(stretch))
    expect(source.lengthFrames).toBe(150)
    for (const from of [0, 7]) {
      for (let frame = from; frame < 150; ) {
        const [left, right] = (await source.read(frame, 25)) ?? []
        expect(left?.length).toBeGreaterThan(0)
        for (const value of left ?? []) {
          expect(value * 2 ** 23).toBe(50 + frame)
          frame++
        }
        expect((right?.[0] ?? 0) * 2 ** 23).toBe(-(50 + frame - (left?.length ?? 0)))
      }
    }
  })

  it('is heard once its first piece is written, and writes the next one meanwhile', async () => {
    const write = vi.fn(async (stretch: Stretch) => wavOf(stretch))
    const source = piecesSource(STRETCHES, RATE, write)
    await source.read(0, 10)
    expect(write.mock.calls.map(([{ fromFrame }]) => fromFrame)).toEqual([50, 90])
    await source.read(10, 10)
    await source.read(45, 10)
    expect(write.mock.calls.map(([{ fromFrame }]) => fromFrame)).toEqual([50, 90, 120])
  })

  it('is nothing where a piece cannot be written, and tries again when asked', async () => {
    let isFull = true
    const source = piecesSource(STRETCHES, RATE, async (stretch) =>
      isFull ? null : wavOf(stretch),
    )
    expect(await source.read(0, 10)).toBeNull()
    isFull = false
    expect(await source.read(0, 10)).not.toBeNull()
  })
})
