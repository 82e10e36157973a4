import { expect, test } from 'vitest'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { nodeKernels } from '../hosts/node/node-kernels'
import { type EnvelopePage, hopFrames } from './envelope'
import { EnvelopeMeter } from './envelope-meter'
import { joinEnvelopes, measureEnvelopeSegment } from './measure-envelope'
import { measureSegment } from './measure-segment'
import { joinPeak } from './measured-segment'
import { segmentsOf } from './segments'
import { analyse, examine, measureTruePeak } from './testing/analyse'
import { Analyser } from './testing/analyser'
import { music } from './testing/signals'

const kernels = nodeKernels()
const stored = (channels: readonly Float32Array[], sampleRate: number): MemoryPcmStore => {
  const store = new MemoryPcmStore(sampleRate, channels.length, false)
  store.append(channels, channels[0]?.length ?? 0)
  return store
}

test.each([8000, 22_050, 44_100, 48_000, 96_000])(
  'at %i Hz segments follow each other on whole hops from first to last frame',
  (rate) => {
    for (const seconds of [0, 0.3, 9.99, 10, 61.7, 600]) {
      const length = Math.round(seconds * rate)
      const segments = segmentsOf(length, rate)
      expect(segments[0]?.startFrame).toBe(0)
      expect(segments.at(-1)?.endFrame).toBe(length)
      for (const [index, { startFrame, last }] of segments.entries()) {
        expect(startFrame % hopFrames(rate)).toBe(0)
        expect(last).toBe(index === segments.length - 1)
        if (index > 0) expect(startFrame).toBe(segments[index - 1]?.endFrame)
      }
    }
  },
)

test.each([8000, 22_050, 48_000])(
  'at %i Hz an analysis in segments agrees with one without: peaks to the bit, loudness to 1e-9 LU, sums to 1e-12',
  async (rate) => {
    const channels = music(21.3, rate, 5)
    const store = stored(channels, rate)
    const analyser = new Analyser(kernels, rate, 2)
    analyser.push(channels, store.lengthFrames)
    const whole = analyser.finish()
    analyser.release()
    const parts = await analyse(store, kernels, detachedJob)
    expect(parts.loudness.integratedLufs).toBeCloseTo(whole.loudness.integratedLufs ?? 1, 9)
    expect(parts.loudness.loudnessRangeLu).toBeCloseTo(whole.loudness.loudnessRangeLu ?? 1, 9)
    expect(parts.loudness.momentaryLufs.length).toBe(whole.loudness.momentaryLufs.length)
    expect(parts.correlation).toBeCloseTo(whole.correlation ?? 2, 12)
    expect(parts.sidesDb).toBeCloseTo(whole.sidesDb ?? 99, 9)
    for (const [channel, offset] of parts.dcOffset.entries())
      expect(offset).toBeCloseTo(whole.dcOffset[channel] ?? 1, 12)
    for (const [band, levelDb] of parts.spectrum.fineDb.entries())
      if (Number.isFinite(levelDb)) expect(levelDb).toBeCloseTo(whole.spectrum.fineDb[band] ?? 0, 4)
    const sums = {
      loudness: null,
      peakToLoudnessLu: null,
      correlation: null,
      sidesDb: null,
      dcOffset: null,
      spectrum: null,
    }
    expect({ ...parts, ...sums }).toEqual({ ...whole, ...sums })
  },
)

test('a track that is examined is measured as one that is not: in fewer segments, to 1e-12', async () => {
  const store = stored(music(21.3, 22_050, 5), 22_050)
  const plain = await analyse(store, kernels, detachedJob)
  const examined = await examine(store, null, kernels, detachedJob)
  expect(examined.loudness).toEqual(plain.loudness)
  expect(examined.truePeakDbtp).toBe(plain.truePeakDbtp)
  expect(examined.samplePeakDbfs).toBe(plain.samplePeakDbfs)
  expect(examined.correlation).toBeCloseTo(plain.correlation ?? 2, 12)
})

test('the verifier reads the same true peak in segments as over the whole, wherever the peak is', async () => {
  const rate = 8000
  const [segment, next] = segmentsOf(20 * rate, rate)
  if (!segment || !next) throw new Error('expected two segments')
  for (const offset of [-70, -64, -33, -1, 0, 1, 31, 64, 4095]) {
    const left = Float32Array.from({ length: 20 * rate }, (_, n) => 0.1 * Math.sin(n * 0.3))
    const at = segment.endFrame + offset
    left[at] = 0.9
    left[at + 1] = 0.9
    const store = stored([left, left], rate)
    const parts = []
    for (const part of segmentsOf(store.lengthFrames, rate))
      parts.push(await measureSegment(store, part, true, kernels, detachedJob))
    const whole = await measureTruePeak(store, kernels, detachedJob)
    expect(20 * Math.log10(joinPeak(parts, 'peak'))).toBeCloseTo(whole, 9)
  }
})

test('an envelope in segments has the peaks of the whole to the bit, and its energies within 1e-6', async () => {
  const rate = 22_050
  const channels = music(17.1, rate, 9)
  const store = stored(channels, rate)
  const meter = new EnvelopeMeter(kernels, rate, 2, store.lengthFrames, { peaks: true })
  meter.push(channels, store.lengthFrames)
  const whole = joinEnvelopes([meter.finish()], store)
  meter.release()
  const parts = []
  for (const segment of segmentsOf(store.lengthFrames, rate))
    parts.push(await measureEnvelopeSegment(store, segment, true, kernels, detachedJob))
  const joined = joinEnvelopes(parts, store)
  const all = (pages: readonly EnvelopePage[], key: 'energy' | 'peak'): number[] =>
    pages.flatMap((page) => Array.from(page[key]))
  expect(all(joined.pages, 'peak')).toEqual(all(whole.pages, 'peak'))
  const energies = all(whole.pages, 'energy')
  for (const [hop, energy] of all(joined.pages, 'energy').entries())
    expect(Math.abs(energy - (energies[hop] ?? 0))).toBeLessThanOrEqual(1e-6 * energy)
})
