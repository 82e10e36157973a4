import { describe, expect, it } from 'vitest'
import { clickFrames, MENDING_CONTEXT } from '../../../dsp/restoration/click-mender'
import { seededNoise } from '../../../dsp/testing/seeded-noise'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { type Bench, chainOf, throughOnTime } from '../../testing/run-module'
import { expectSameBits } from '../../testing/same-bits'
import { signal } from '../../testing/signals'
import { declick } from '.'

const kernels = nodeKernels()
const RATE = 48_000
const LENGTH = 14_000
const bench: Bench = { kernels, sampleRate: RATE, channelCount: 2, lengthFrames: LENGTH }

const next = seededNoise(3)
const music = signal(
  2,
  LENGTH,
  (n, channel) => 0.2 * Math.sin(0.03 * n + channel) + 0.1 * Math.sin(0.171 * n) + 0.0005 * next(),
)
/** In one channel, in both, across the border of two blocks. */
const CLICKS = [
  { frame: 1500, frames: 1, channels: 'L' },
  { frame: 4094, frames: 5, channels: 'LR' },
  { frame: 9000, frames: 12, channels: 'R' },
] as const
const values = { places: '1500+1L 4094+5LR 9000+12R', amountPercent: 100 }

const isIn = (n: number, channel: number): boolean =>
  CLICKS.some(
    ({ frame, frames, channels }) =>
      n >= frame && n < frame + frames && channels.includes(channel === 0 ? 'L' : 'R'),
  )
const clicking = music.map((samples, channel) =>
  samples.map((x, n) => (isIn(n, channel) ? x + 0.4 + 0.2 * next() : x)),
)

const declicked = (
  audio: readonly Float32Array[],
  set = values,
  on: Bench = bench,
): readonly Float32Array[] => {
  const chain = chainOf(declick, set, on)
  const output = throughOnTime(chain, audio)
  chain.dispose()
  return output
}

describe('de-click', () => {
  const mended = declicked(clicking)

  it('writes the frames of a click anew, near to what they were before it, and no other', () => {
    for (const [channel, samples] of mended.entries())
      for (const [n, x] of samples.entries()) {
        if (isIn(n, channel)) expect(Math.abs(x - (music[channel]?.[n] ?? 9))).toBeLessThan(0.005)
        else if (x !== clicking[channel]?.[n]) throw new Error(`frame ${n} is another`)
      }
  })

  it('gives the same bits in blocks of any size', () => {
    const chain = chainOf(declick, values, bench)
    for (const blockFrames of [1, 7, 64, 1021]) {
      chain.reset()
      expectSameBits(
        throughOnTime(chain, clicking, blockFrames),
        mended,
        `blocks of ${blockFrames}`,
      )
    }
    chain.dispose()
  })

  it('is exact from a place on whose surroundings it has heard, wherever it began', () => {
    const chain = chainOf(declick, values, bench)
    for (const start of [0, 4096, 8192]) {
      chain.reset(start)
      const from = (all: readonly Float32Array[]) => all.map((samples) => samples.subarray(start))
      const output = throughOnTime(chain, from(clicking), 640)
      const known = start === 0 ? 0 : MENDING_CONTEXT + clickFrames(RATE)
      const behind = (all: readonly Float32Array[]) => all.map((samples) => samples.subarray(known))
      expectSameBits(behind(output), behind(from(mended)), `from ${start} on`)
      // What it could not know it leaves: never half of a click's surroundings.
      for (const [channel, samples] of output.entries())
        for (let n = 0; n < known; n++)
          expect([mended, clicking].map((all) => all[channel]?.[start + n])).toContain(samples[n])
    }
    chain.dispose()
  })

  it('lies half way between as it was and mended at 50 %, and mono is the left channel', () => {
    const half = declicked(clicking, { ...values, amountPercent: 50 })
    for (const n of [1500, 4096])
      expect(half[0]?.[n]).toBeCloseTo(((mended[0]?.[n] ?? 0) + (clicking[0]?.[n] ?? 0)) / 2, 6)
    const mono = clicking.slice(0, 1)
    expectSameBits(
      declicked(mono, values, { ...bench, channelCount: 1 }),
      mended.slice(0, 1),
      'mono',
    )
  })

  it('touches nothing where there is no click: a recipe of another track', () => {
    expectSameBits(declicked(music), music, 'music')
    const places = `100+3LR ${LENGTH - 500}+3LR`
    expectSameBits(declicked(clicking, { ...values, places }), clicking, 'near the ends')
  })

  it('takes places that overlap one after the other', () => {
    const places = '1490+20L 1500+1L 1505+90L'
    const chain = chainOf(declick, { ...values, places }, bench)
    const whole = throughOnTime(chain, clicking)
    chain.reset()
    expectSameBits(throughOnTime(chain, clicking, 5), whole, 'overlapping')
    expect(whole[0]?.[1500]).toBe(mended[0]?.[1500])
    chain.dispose()
  })
})
