import { describe, expect, it } from 'vitest'
import { noise } from '../chain/testing/signals'
import { amplitudeToDb } from '../core/decibels'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { TruePeakScanner } from '../dsp/meters/true-peak'
import { nodeKernels } from '../hosts/node/node-kernels'
import {
  type HopValues,
  hopFrames,
  PEAK_BLUR_FRAMES,
  STEPS_PER_BLOCK,
  stepFrames,
} from './envelope'
import { EnvelopeMeter, PEAK_FLOOR } from './envelope-meter'
import { integratedLoudness } from './gating'
import { analyse } from './testing/analyse'

const kernels = nodeKernels()
const FRAMES = 50_123

const channelsAt = (channelCount: 1 | 2) => noise(channelCount, FRAMES, 0.3, 5)

const envelopeOf = (sampleRate: number, channelCount: 1 | 2, blockFrames: number): HopValues => {
  const channels = channelsAt(channelCount)
  const meter = new EnvelopeMeter(kernels, sampleRate, channelCount, FRAMES, { peaks: true })
  for (let start = 0; start < FRAMES; start += blockFrames) {
    const block = channels.map((channel) => channel.subarray(start, start + blockFrames))
    meter.push(block, block[0]?.length ?? 0)
  }
  const envelope = meter.finish()
  meter.release()
  return envelope
}

/** What the meter notes of each hop, one run after the other. */
const peaksRunByRun = (channel: Float32Array, sampleRate: number): Float32Array => {
  const scope = kernels.scope()
  const scanner = new TruePeakScanner(kernels, scope)
  const { historyFrames, tailFrames } = scanner
  const runs = Math.ceil((FRAMES + tailFrames) / PEAK_BLUR_FRAMES)
  const { pointer, view } = scope.f32(historyFrames + runs * PEAK_BLUR_FRAMES)
  view.fill(0)
  view.set(channel, historyFrames)
  const peak = new Float32Array(Math.ceil(FRAMES / hopFrames(sampleRate)))
  let largest = 0
  for (let run = 0; run < runs; run++) {
    const from = run * PEAK_BLUR_FRAMES
    const floor = Math.fround(largest * PEAK_FLOOR)
    const found = scanner.scan(pointer + 4 * (historyFrames + from), PEAK_BLUR_FRAMES, floor)
    if (found === floor) continue
    const middle = Math.max(0, from + PEAK_BLUR_FRAMES / 2 - tailFrames)
    const hop = Math.min(peak.length - 1, Math.floor(middle / hopFrames(sampleRate)))
    peak[hop] = Math.max(peak[hop] ?? 0, found)
    largest = Math.max(largest, found)
  }
  scope.release()
  return peak
}

const loudnessFrom = ({ energy }: HopValues, sampleRate: number): number | null => {
  const step = stepFrames(sampleRate)
  const hops = step / hopFrames(sampleRate)
  const steps = Array.from({ length: Math.floor(FRAMES / step) }, (_, k) =>
    energy.subarray(k * hops, (k + 1) * hops).reduce((sum, value) => sum + value / step, 0),
  )
  const blocks = steps
    .slice(STEPS_PER_BLOCK - 1)
    .map((_, k) => steps.slice(k, k + STEPS_PER_BLOCK).reduce((sum, p) => sum + p / 4, 0))
  return integratedLoudness(blocks)
}

describe('the envelope of a track', () => {
  for (const sampleRate of [44_100, 48_000])
    for (const channelCount of [1, 2] as const)
      it(`holds its loudness and its true peaks at ${sampleRate} Hz, ${channelCount} channel(s)`, async () => {
        const store = new MemoryPcmStore(sampleRate, channelCount, false)
        store.append(channelsAt(channelCount), FRAMES)
        const envelope = envelopeOf(sampleRate, channelCount, 4096)
        const { loudness, truePeakDbtp } = await analyse(store, kernels, detachedJob)
        // LU and dB; energies are float32.
        expect(loudnessFrom(envelope, sampleRate)).toBeCloseTo(
          loudness.integratedLufs ?? Number.NaN,
          4,
        )
        expect(amplitudeToDb(Math.max(...envelope.peak))).toBeCloseTo(truePeakDbtp, 6)
      })

  it('has the peaks that a look at every run has, though most are looked at together', () => {
    // Swells and bursts: runs over the floor, under it, and a floor that rises in the middle of what is looked at together.
    const [noisy = new Float32Array(0)] = channelsAt(1)
    const channel = noisy.map((x, n) => x * (n % 7000 < 300 ? 2.5 : 0.2 + n / FRAMES))
    const meter = new EnvelopeMeter(kernels, 48_000, 1, FRAMES, { peaks: true })
    meter.push([channel], FRAMES)
    const { peak } = meter.finish()
    meter.release()
    expect(peak).toEqual(peaksRunByRun(channel, 48_000))
    const noted = peak.filter((value) => value > 0).length
    expect(noted).toBeGreaterThan(20)
    expect(noted).toBeLessThan(peak.length / 2)
  })

  it('is the same bits for any blocking', () => {
    const whole = envelopeOf(48_000, 2, FRAMES)
    for (const blockFrames of [1, 997, 4096]) {
      const { energy, peak } = envelopeOf(48_000, 2, blockFrames)
      expect(energy).toEqual(whole.energy)
      expect(peak).toEqual(whole.peak)
    }
  })
})
