import { expect, test } from 'vitest'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { nodeKernels } from '../hosts/node/node-kernels'
import { SlidingAudio } from './sliding-audio'
import { seededNoise } from './testing/seeded-noise'

const kernels = nodeKernels()
const LENGTH = 50_011
const next = seededNoise(3)
const channels = [0, 1].map(() => Float32Array.from({ length: LENGTH }, next))
const store = new MemoryPcmStore(48_000, 2, false)
store.append(channels, LENGTH)

/** What lies at a frame of a channel; silence outside of the track. */
const truth = (channel: number, frame: number): number => channels[channel]?.[frame] ?? 0

test.each([0, 100, 12_288])(
  'from frame %i on, two readers with blocks of their own see the track with what lies around them',
  (from) => {
    const scope = kernels.scope()
    const reach = { before: 160, behind: 516, longest: 4096 + 2401 }
    const audio = new SlidingAudio(store, scope, from, reach)
    const pointers: number[] = []
    const seen = (start: number, end: number): void => {
      audio.at(start, end, pointers)
      for (const [channel, pointer] of pointers.entries())
        for (const frame of [start - 160, start - 1, start, end - 1, end, end + 515]) {
          const view = new Float32Array(
            kernels.call.memory.buffer,
            pointer + (frame - start) * 4,
            1,
          )
          expect(view[0]).toBe(truth(channel, frame))
        }
    }
    let short = from
    for (let start = from; start < LENGTH; start += 4096) {
      const end = Math.min(start + 4096, LENGTH)
      seen(start, end)
      for (; short + 2401 <= end; short += 2401) seen(short, short + 2401)
    }
    seen(short, short + 2401)
    expect(() => audio.at(from, from + 1, pointers)).toThrow('forwards')
    scope.release()
  },
)

test('of no audio all is silence', () => {
  const scope = kernels.scope()
  const empty = new MemoryPcmStore(48_000, 1, false)
  const audio = new SlidingAudio(empty, scope, 0, { before: 8, behind: 8, longest: 64 })
  const pointers: number[] = []
  audio.at(0, 64, pointers)
  const view = new Float32Array(kernels.call.memory.buffer, (pointers[0] ?? 0) - 32, 80)
  expect(view.every((value) => value === 0)).toBe(true)
  scope.release()
})
