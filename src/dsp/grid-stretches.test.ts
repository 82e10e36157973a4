import { expect, it } from 'vitest'
import { nodeKernels } from '../hosts/node/node-kernels'
import { GridScanner, type GridStretch } from './grid-stretches'
import { seededNoise } from './testing/seeded-noise'

const kernels = nodeKernels()
const STEP = 2 ** -15
const LEAST_FRAMES = 1024

/** Runs of frames on and off the grid in turn, of lengths round the shortest that counts; a third of what is on the grid is silent. */
const programme = (seed: number, channelCount: 1 | 2): readonly Float32Array[] => {
  const random = seededNoise(seed)
  const lengths = Array.from({ length: 24 }, () => Math.round(1024 + 600 * random()))
  const frames = lengths.reduce((sum, length) => sum + length, 0)
  const planes = Array.from({ length: channelCount }, () => new Float32Array(frames))
  let from = 0
  for (const [run, length] of lengths.entries()) {
    const isOn = (run + seed) % 2 === 0
    const isSilent = isOn && run % 3 === 0
    for (const plane of planes)
      for (let n = from; n < from + length; n++) {
        const whole = Math.round(8000 * random()) * STEP
        plane[n] = isSilent ? 2 ** -31 : whole + (isOn ? 0 : STEP / 3)
      }
    from += length
  }
  return planes
}

/** By looking at every frame. */
const expected = (planes: readonly Float32Array[]): GridStretch[] => {
  const frames = planes[0]?.length ?? 0
  const found: GridStretch[] = []
  let from = 0
  for (let n = 0; n <= frames; n++) {
    const isOn = n < frames && planes.every((x) => isQuiet(x[n]) || (x[n] ?? 0) % STEP === 0)
    if (isOn) continue
    const counts = n - from >= LEAST_FRAMES || from === 0 || n === frames
    if (n > from && counts) {
      const isSilent = planes.every((x) => x.subarray(from, n).every(isQuiet))
      found.push({ fromFrame: from, toFrame: n, isSilent })
    }
    from = n + 1
  }
  return found
}

const isQuiet = (x = 0): boolean => Math.abs(x) <= 2 ** -30

it('finds the stretches that looking at every frame finds, for any blocking', () => {
  for (let seed = 0; seed < 12; seed++) {
    const planes = programme(seed, seed % 3 === 0 ? 1 : 2)
    const stretches = expected(planes)
    expect(stretches.length).toBeGreaterThan(3)
    for (const blockFrames of [4096, 1000, 2500]) {
      const scanner = new GridScanner(kernels, seed % 3 === 0 ? 1 : 2, 16, blockFrames)
      const length = planes[0]?.length ?? 0
      for (let at = 0; at < length; at += blockFrames) {
        const block = planes.map((x) => x.subarray(at, at + blockFrames))
        scanner.push(block, block[0]?.length ?? 0)
      }
      expect(scanner.stretches(), `seed ${seed}, blocks of ${blockFrames}`).toEqual(stretches)
      scanner.release()
    }
  }
})
