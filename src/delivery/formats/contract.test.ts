import { describe, expect, it } from 'vitest'
import { chord } from '../../codec/write/testing/write-for-test'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { inlineExecutor } from '../../mastering/render/executor'
import { measureTrack } from '../../mastering/render/measure-track'
import { profileOf } from '../codec-profile'
import { measureFile } from '../measure-file'
import { memoryFileServices } from '../testing/memory-files'
import { verifyFile } from '../verify-file'
import { type FileChoices, writeFile } from '../write-file'
import { loadCodec } from './codecs'
import { FORMATS, formatOf } from './registry'

const services = memoryFileServices()
const SECONDS = 1.3
/** LU: the bound that people are told. */
const SAME_LOUDNESS_LU = 0.1
/** Every family of rates, where the format holds it. */
const RATES_HZ = [22_050, 44_100, 48_000, 96_000]

const masterOf = async (sampleRate: number, channelCount: number) => {
  const frames = Math.round(SECONDS * sampleRate) + 1
  const store = new MemoryPcmStore(sampleRate, channelCount, false)
  store.append(chord(frames, channelCount), frames)
  const executor = inlineExecutor(services.kernels)
  const { loudness, truePeakDbtp } = await measureTrack(store, false, executor, detachedJob)
  const profile = await profileOf(store, services.kernels, detachedJob)
  return { store, integratedLufs: loudness.integratedLufs, truePeakDbtp, profile }
}

describe.each(FORMATS.map(({ id }) => id))('%s', (id) => {
  const { depths, qualities, ratesHz } = formatOf(id)
  const choices: readonly FileChoices[] = [
    ...depths.flatMap((depth) =>
      (['none', 'tpdf'] as const).map((dither) => ({
        depth,
        dither,
        quality: '',
        blankSilence: true,
      })),
    ),
    ...qualities.map(
      ({ value }) => ({ depth: '24', dither: 'none', quality: value, blankSilence: true }) as const,
    ),
  ]
  const rates = RATES_HZ.filter((rate) => ratesHz?.includes(rate) ?? true)

  it('has choices of one kind: depths, or qualities', () => {
    expect(depths.length > 0).toBe(qualities.length === 0)
    expect(rates.length).toBeGreaterThan(0)
  })

  it.each(rates.flatMap((rate) => [1, 2].map((channels) => [rate, channels] as const)))(
    'written at %i Hz with %i channel(s), opened again, the same: every choice',
    async (rate, channels) => {
      const { store, integratedLufs, truePeakDbtp, profile } = await masterOf(rate, channels)
      for (const chosen of choices) {
        const { source, file, clippedSamples, audioMd5 } = await writeFile(
          store,
          id,
          chosen,
          services,
        )
        const { sizeBytes } = await loadCodec(id)
        const spec = { sampleRate: rate, channelCount: channels, ...chosen }
        const { lengthFrames } = store
        if (sizeBytes) expect(file.length).toBe(sizeBytes({ ...spec, lengthFrames }))
        const measured = await measureFile(source, id, chosen, services, profile)
        const ceilingDbtp = Number.POSITIVE_INFINITY
        const levels = { integratedLufs, truePeakDbtp, ceilingDbtp }
        const expected = { store, ...levels, clippedSamples, audioMd5, profile }
        const check = verifyFile(measured, id, chosen, expected)
        // AAC needs the host's own decoder, which Node has not: the browser tests open it.
        const kind = depths.length > 0 ? 'same' : id === 'aac' ? 'unread' : 'decoded'
        expect(check).toMatchObject({ ok: true, value: { kind, lengthFrames, sampleRate: rate } })
        if (!check.ok || kind === 'unread') continue
        const differs = (check.value.integratedLufs ?? 0) - (integratedLufs ?? 0)
        expect(Math.abs(differs)).toBeLessThan(SAME_LOUDNESS_LU)
      }
    },
  )
})
