import { describe, expect, it } from 'vitest'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { Chain } from '../../chain'
import { defaultsOf, type ParameterValues } from '../../parameter'
import { REGISTRY } from '../../registry'
import { type Bench, chainOf, runModule, TEST_LANDING, through } from '../../testing/run-module'
import { expectSameBits } from '../../testing/same-bits'
import { noise, signal } from '../../testing/signals'
import { fades } from '.'

const kernels = nodeKernels()
const LENGTH = 20_011
const BOTH: ParameterValues = { fadeInMs: 7, fadeOutMs: 40 }

const benchOf = (sampleRate: number, lengthFrames = LENGTH, channelCount: 1 | 2 = 2): Bench => ({
  kernels,
  sampleRate,
  channelCount,
  lengthFrames,
})

/** sin² from 0 to a quarter turn over `frames`, from the middle of the first frame on. */
const gainAt = (inside: number, frames: number): number =>
  inside >= frames ? 1 : Math.sin((Math.PI / 2) * ((inside + 0.5) / frames)) ** 2

describe('fades', () => {
  it.each([8000, 44_100, 48_000, 192_000])(
    'at %i Hz are raised cosines over their lengths, and exact everywhere else',
    (rate) => {
      const audio = noise(2, LENGTH, 0.9)
      const faded = runModule(fades, BOTH, audio, benchOf(rate))
      const inFrames = Math.round(0.007 * rate)
      const outFrames = Math.round(0.04 * rate)
      const wanted = audio.map((channel) =>
        channel.map((x, n) => x * gainAt(n, inFrames) * gainAt(LENGTH - 1 - n, outFrames)),
      )
      for (const [channel, samples] of faded.entries()) {
        const worst = samples.reduce(
          (most, x, n) => Math.max(most, Math.abs(x - (wanted[channel]?.[n] ?? 9))),
          0,
        )
        expect(worst).toBeLessThan(1e-7)
      }
      const inside = (all: readonly Float32Array[]) =>
        all.map((channel) => channel.subarray(inFrames, LENGTH - outFrames))
      expectSameBits(inside(faded), inside(audio), 'between the fades')
    },
  )

  it('take the very first and last frames down by more than 90 dB, and never to nothing', () => {
    const [faded] = runModule(
      fades,
      { fadeInMs: 5, fadeOutMs: 5 },
      signal(1, LENGTH, () => 1),
      benchOf(96_000, LENGTH, 1),
    )
    for (const edge of [faded?.at(0) ?? 1, faded?.at(-1) ?? 1]) {
      expect(edge).toBeGreaterThan(0)
      expect(20 * Math.log10(edge)).toBeLessThan(-90)
    }
  })

  it('give the same bits in blocks of any size, also where a track is shorter than its fades', () => {
    for (const length of [LENGTH, 700, 3])
      for (const channelCount of [1, 2] as const) {
        const audio = noise(channelCount, length, 0.9)
        const bench = benchOf(48_000, length, channelCount)
        const whole = runModule(fades, BOTH, audio, bench)
        for (const blockFrames of [1, 7, 64, 1021])
          expectSameBits(
            runModule(fades, BOTH, audio, bench, { blockFrames }),
            whole,
            `${length} frames in blocks of ${blockFrames}`,
          )
      }
  })

  it('lie where the track begins and ends, wherever playback begins', () => {
    const audio = noise(2, LENGTH, 0.9)
    const chain = chainOf(fades, BOTH, benchOf(48_000))
    const whole = through(chain, audio)
    for (let start = 0; start < LENGTH; start += 4096) {
      chain.reset(start)
      const from = (all: readonly Float32Array[]) => all.map((channel) => channel.subarray(start))
      expectSameBits(through(chain, from(audio), 640), from(whole), `from frame ${start} on`)
    }
    chain.dispose()
  })

  it('are as late as what stands ahead of them: on the frames of the track, not of the stream', () => {
    const behind = (on: boolean): Chain =>
      new Chain({
        ...benchOf(48_000),
        lengthFrames: LENGTH,
        landing: TEST_LANDING,
        modules: REGISTRY.filter(({ id }) => ['tone-curve', 'fades'].includes(id)).map(
          ({ id, parameters }) => ({
            id,
            on: id !== 'fades' || on,
            values: { ...defaultsOf(parameters), ...(id === 'fades' ? BOTH : { gain12Db: 6 }) },
          }),
        ),
      })
    const heard = (chain: Chain): readonly Float32Array[] => {
      const { latencyFrames } = chain
      expect(latencyFrames).toBeGreaterThan(4096)
      const padded = noise(2, LENGTH, 0.5).map((channel) => {
        const longer = new Float32Array(LENGTH + latencyFrames)
        longer.set(channel)
        return longer
      })
      const output = through(chain, padded)
      chain.dispose()
      return output.map((channel) => channel.slice(latencyFrames))
    }
    const curved = heard(behind(false))
    expectSameBits(heard(behind(true)), runModule(fades, BOTH, curved, benchOf(48_000)), 'late')
  })

  it('leave the end alone where no end is known', () => {
    const audio = noise(2, 9000, 0.9)
    const endless = benchOf(48_000, Number.POSITIVE_INFINITY)
    const faded = runModule(fades, { fadeInMs: 0, fadeOutMs: 500 }, audio, endless)
    expectSameBits(faded, audio, 'endless')
  })
})
