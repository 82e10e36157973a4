import { afterAll, describe, expect, it } from 'vitest'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { nodeKernels } from '../hosts/node/node-kernels'
import type { Chain } from './chain'
import type { ChainModule } from './descriptor'
import { defaultsOf, type ParameterValues, sanitise } from './parameter'
import { MODULES, REGISTRY } from './registry'
import { type Bench, chainOf, through, throughOnTime } from './testing/run-module'
import { expectSameBits } from './testing/same-bits'
import { allTogether, drawn, type NamedValues, oneAtATime } from './testing/settings'
import { settingsThatMove } from './testing/settings-that-move'
import { impulse, noise, signal } from './testing/signals'

/** What every module must keep, whatever it does: docs/architecture.md, "A module is one folder". */

const kernels = nodeKernels()
const STEREO: Bench = { kernels, sampleRate: 48_000, channelCount: 2 }
const BENCHES: readonly Bench[] = [22_050, 44_100, 48_000, 96_000, 192_000].flatMap((sampleRate) =>
  ([1, 2] as const).map((channelCount) => ({ kernels, sampleRate, channelCount })),
)
const QUIET = 0.01

/** Constants that a recipe subtracts from the audio: with them, silence has an offset by intent. */
const OFFSETS: Readonly<Record<string, readonly string[]>> = {
  input: ['dcLeftPercent', 'dcRightPercent'],
}

/**
 * Settings under which an impulse’s peak tells the latency: the all-pass of a crossover turns phase and
 * moves the peak without delaying anything (its phase is tested with the module), unless it lies far down.
 */
const PEAK_STAYS: Readonly<Record<string, ParameterValues>> = {
  multiband: { bandCount: '2', crossover1Hz: 30 },
}

const withoutOffsets = ({ id, parameters }: ChainModule, values: ParameterValues) => {
  const offsets = parameters.filter((spec) => OFFSETS[id]?.includes(spec.id))
  return { ...values, ...defaultsOf(offsets) }
}

const render = (
  descriptor: ChainModule,
  values: ParameterValues,
  input: readonly Float32Array[],
  bench: Bench,
  { on = true }: { readonly on?: boolean } = {},
): readonly Float32Array[] => {
  const chain = chainOf(descriptor, values, bench, { on })
  const output = throughOnTime(chain, input)
  chain.dispose()
  return output
}

const peakIndex = (channel: Float32Array | undefined): number => {
  const magnitudes = (channel ?? new Float32Array()).map(Math.abs)
  return magnitudes.indexOf(Math.max(...magnitudes))
}

const HOSTILE: Readonly<Record<string, (channels: number) => readonly Float32Array[]>> = {
  'an impulse': (channels) => impulse(channels, 1024),
  DC: (channels) => signal(channels, 1024, () => 1),
  'full-scale noise': (channels) => noise(channels, 1024),
  'alternating ±1': (channels) => signal(channels, 1024, (frame) => (frame % 2 ? -1 : 1)),
  'NaN and infinities': (channels) => {
    const next = seededNoise(5)
    const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-40]
    return signal(channels, 1024, (frame) => (frame % 5 === 0 ? (odd[frame % 4] ?? 0) : next()))
  },
}

describe('the registry', () => {
  it('names every module once, fixed modules at its ends', () => {
    const ids = MODULES.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(MODULES.map(({ label }) => label)).size).toBe(ids.length)
    const places = MODULES.map(({ placement }) => ['first', 'free', 'last'].indexOf(placement))
    expect(places).toEqual([...places].sort())
    expect(ids).toEqual(REGISTRY.map(({ id }) => id))
  })
})

for (const descriptor of MODULES) {
  const { id, parameters } = descriptor
  const alone = oneAtATime(descriptor)
  const together: readonly NamedValues[] = [...allTogether(descriptor), ...drawn(descriptor, 4)]
  const few: readonly NamedValues[] = [...alone.slice(0, 1), ...together]

  describe(`module ${id}`, () => {
    it('describes itself in full', () => {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
      for (const text of [descriptor.label, descriptor.summary, descriptor.source])
        expect(text).not.toBe('')
      expect(new Set(parameters.map((spec) => spec.id)).size).toBe(parameters.length)
      expect(new Set(parameters.map((spec) => spec.label)).size).toBe(parameters.length)
      for (const spec of parameters) {
        expect(sanitise(spec, spec.default), spec.id).toBe(spec.default)
        if (spec.kind === 'number') {
          expect(spec.min, spec.id).toBeLessThan(spec.max)
          expect(spec.step, spec.id).toBeGreaterThan(0)
          if (spec.scale === 'log') expect(spec.min, spec.id).toBeGreaterThan(0)
        }
      }
    })

    it('changes no bit when off', () => {
      const input = noise(2, 1000)
      for (const { name, values } of few)
        expectSameBits(render(descriptor, values, input, STEREO, { on: false }), input, name)
    })

    it('changes no bit where it calls itself neutral', () => {
      for (const { name, values } of [...alone, ...together]) {
        if (!descriptor.isNeutral(values)) continue
        const input = noise(2, 600)
        const chain = chainOf(descriptor, values, STEREO, { force: true })
        const delay = chain.latencyFrames
        const output = through(chain, input)
        chain.dispose()
        const late = output.map((channel) => channel.subarray(delay))
        const early = input.map((channel) => channel.subarray(0, channel.length - delay))
        expectSameBits(late, early, name)
      }
    })

    describe('with a chain for each setting', () => {
      // Built once for all signals, since a long filter is dear to design: a reset is as good as new, as is asserted below.
      const chains = new Map<NamedValues, Chain>()
      const fresh = (setting: NamedValues): Chain => {
        const chain = chains.get(setting) ?? chainOf(descriptor, setting.values, STEREO)
        chains.set(setting, chain)
        chain.reset()
        return chain
      }
      afterAll(() => {
        for (const chain of chains.values()) chain.dispose()
      })

      it('leaves silence silent', () => {
        const silence = signal(2, 600, () => 0)
        for (const setting of [...alone, ...together]) {
          const output = OFFSETS[id]
            ? render(descriptor, withoutOffsets(descriptor, setting.values), silence, STEREO)
            : throughOnTime(fresh(setting), silence)
          for (const channel of output)
            expect(
              channel.every((value) => value === 0),
              setting.name,
            ).toBe(true)
        }
      })

      it.each(Object.entries(HOSTILE))('stays finite for %s', (_, input) => {
        for (const setting of [...alone, ...together])
          for (const channel of throughOnTime(fresh(setting), input(2)))
            expect(channel.every(Number.isFinite), setting.name).toBe(true)
      })
    })

    it('stays finite in mono and stereo from 22.05 to 192 kHz', () => {
      for (const bench of BENCHES)
        for (const { name, values } of [...alone.slice(0, 1), ...drawn(descriptor, 4)])
          for (const channel of render(descriptor, values, noise(bench.channelCount, 512), bench))
            expect(channel.every(Number.isFinite), `${name} at ${bench.sampleRate} Hz`).toBe(true)
    })

    it('gives the same bits for blocks of 1, 64, 4096 and 1021 frames', () => {
      const input = noise(2, 5000, 0.9)
      for (const { name, values } of few) {
        const chain = chainOf(descriptor, values, STEREO)
        const whole = throughOnTime(chain, input)
        for (const blockFrames of [1, 64, 1021]) {
          chain.reset()
          expectSameBits(
            throughOnTime(chain, input, blockFrames),
            whole,
            `${name}, blocks of ${blockFrames}`,
          )
        }
        chain.dispose()
      }
    })

    it('gives the same bits in every run and after a reset', () => {
      for (const { name, values } of few) {
        const input = noise(2, 3000, 0.9)
        const first = render(descriptor, values, input, STEREO)
        const chain = chainOf(descriptor, values, STEREO)
        through(chain, noise(2, 2345, 1, 99))
        chain.reset()
        expectSameBits(throughOnTime(chain, input), first, name)
        chain.dispose()
      }
    })

    it('has the latency that it declares', () => {
      const movedAt = new Map<number, readonly NamedValues[]>()
      for (const bench of BENCHES) {
        const { sampleRate } = bench
        const moved =
          movedAt.get(sampleRate) ?? settingsThatMove(descriptor, alone, { ...STEREO, sampleRate })
        movedAt.set(sampleRate, moved)
        for (const { name, values } of [...alone.slice(0, 1), ...moved]) {
          const chain = chainOf(descriptor, { ...values, ...PEAK_STAYS[id] }, bench, {
            force: true,
          })
          const { latencyFrames } = chain
          expect(Number.isInteger(latencyFrames) && latencyFrames >= 0, name).toBe(true)
          const output = through(
            chain,
            impulse(bench.channelCount, latencyFrames + 300, QUIET, 100),
          )
          chain.dispose()
          for (const channel of output)
            expect(peakIndex(channel) - 100, `${name} at ${bench.sampleRate} Hz`).toBe(
              latencyFrames,
            )
        }
      }
    })

    it('gives its kernel memory back', () => {
      const probe = (): number => {
        const scope = kernels.scope()
        const { pointer } = scope.f64(1 << 18)
        scope.release()
        return pointer
      }
      const before = probe()
      for (const { values } of few) chainOf(descriptor, values, STEREO, { force: true }).dispose()
      expect(probe()).toBe(before)
    })
  })
}
