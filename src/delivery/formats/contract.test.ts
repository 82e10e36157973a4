import { describe, expect, it } from 'vitest'
import { hasCommand } from '../../codec/testing/commands'
import { chord } from '../../codec/write/testing/write-for-test'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { decodeAacByFfmpeg } from '../../hosts/node/ffmpeg-aac'
import { inlineExecutor } from '../../mastering/render/executor'
import { measureTrack } from '../../mastering/render/measure-track'
import { profileOf } from '../codec-profile'
import { measureFile } from '../measure-file'
import { memoryFileServices } from '../testing/memory-files'
import { verifyFile } from '../verify-file'
import { type FileChoices, writeFile } from '../write-file'
import { loadCodec } from './codecs'
import { FORMATS, formatOf } from './registry'

decodeAacByFfmpeg()
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

  const usualRate = rates.find((rate) => rate >= 44_100) ?? rates[0] ?? 44_100
  const ends = choices.filter((_, k) => k === 0 || k === choices.length - 1)
  const cases = [
    ['every choice', usualRate, 2, choices],
    ['first and last choice', usualRate, 1, ends],
    ...rates
      .filter((rate) => rate !== usualRate)
      .map((rate) => ['first and last choice', rate, 2, ends] as const),
  ] as const
  it.each(cases)(
    'written with %s at %i Hz with %i channel(s), opened again, the same',
    async (_, rate, channels, wanted) => {
      const { store, integratedLufs, truePeakDbtp, profile } = await masterOf(rate, channels)
      for (const chosen of wanted) {
        const { source, file, clippedSamples, checksum } = await writeFile(
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
        const expected = { store, ...levels, clippedSamples, checksum, profile }
        const check = verifyFile(measured, id, chosen, expected)
        // Node decodes AAC by the machine's ffmpeg; without it the browser tests alone do.
        const isUnread = id === 'aac' && !hasCommand('ffmpeg')
        const kind = depths.length > 0 ? 'same' : isUnread ? 'unread' : 'decoded'
        expect(check).toMatchObject({ ok: true, value: { kind, lengthFrames, sampleRate: rate } })
        if (!check.ok || kind === 'unread') continue
        const differs = (check.value.integratedLufs ?? 0) - (integratedLufs ?? 0)
        expect(Math.abs(differs)).toBeLessThan(SAME_LOUDNESS_LU)
        const { codec, truePeakDbtp: peak } = check.value
        if (kind === 'same') continue
        expect(codec).toMatchObject({ lagFrames: 0, loudnessChangeLu: differs })
        expect(peak).toBeCloseTo(truePeakDbtp + (codec?.truePeakChangeDb ?? Number.NaN), 9)
      }
    },
  )
})
