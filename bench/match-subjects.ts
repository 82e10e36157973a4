import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { FINGERPRINT_BANDS } from '../src/analysis/fingerprint/fingerprint'
import { THIRD_BANDS } from '../src/analysis/spectrum'
import { DEFAULT_DELIVERY } from '../src/delivery/settings'
import { nodeEngine } from '../src/hosts/node/node-engine'
import { initialIntent } from '../src/mastering/proposal/intent'
import { propose, recipeFrom } from '../src/mastering/proposal/propose'
import { must } from './support/must'

/** Tracks brought to references, and how near they are, by measurements that the match does not use. */
export interface MatchSubject {
  /**
   * All four sides all the way, as a file of 24 bits; as loud as the reference, or at `targetLufs`. The grade is what the
   * last stage did to it.
   */
  master(
    track: string,
    reference: string,
    targetLufs?: number,
  ): Promise<{ file: Uint8Array; grade: number; ms: number }>
  /** Long-term levels of the loud part in sixths of an octave, dB; no side in mono. */
  levels(path: string): Promise<{
    sampleRate: number
    freqsHz: readonly number[]
    mid: readonly number[]
    side: readonly number[] | null
  }>
  /**
   * Mean absolute third-octave difference (40 Hz–16 kHz, level removed), the same up to where both sounds of `between` end,
   * and difference of maximum short-term loudness.
   */
  distance(
    track: string,
    reference: string,
    between: readonly [string, string],
  ): Promise<{ toneDb: number; insideDb: number; loudnessLu: number }>
}

const FREQS_HZ = Array.from({ length: FINGERPRINT_BANDS.count }, (_, band) =>
  FINGERPRINT_BANDS.centreHz(band),
)
const [TRACK, OTHER] = ['track', 'other']
const LOWEST_HZ = 40
const HIGHEST_HZ = 16_000
const ALL_THE_WAY = {
  tonePercent: 100,
  dynamicsPercent: 100,
  widthPercent: 100,
  loudnessPercent: 100,
}

export const openMatch = (): MatchSubject => {
  const engine = nodeEngine()
  const about = (path: string) => ({ name: basename(path), date: new Date().toISOString() })
  const analysed = async (id: string, path: string) => {
    must(await engine.open(id, new File([readFileSync(path)], basename(path)), null, {}))
    return must(await engine.analyse(id, {}))
  }
  const printed = async (path: string) => {
    const analysis = await analysed(OTHER, path)
    return must(await engine.fingerprint(OTHER, 'original', analysis, about(path), {}))
  }
  const bandwidths = new Map<string, number>()
  const bandwidthHz = async (path: string): Promise<number> => {
    const known = bandwidths.get(path)
    if (known !== undefined) return known
    const { bandwidthHz: found } = await printed(path)
    bandwidths.set(path, found)
    return found
  }
  const measured = async (path: string) => {
    const { loudness, spectrum } = await analysed(OTHER, path)
    return { lufs: loudness.maximumShortTermLufs ?? Number.NaN, thirdDb: spectrum.thirdDb }
  }
  return {
    async master(track, reference, targetLufs) {
      const start = performance.now()
      const fingerprint = await printed(reference)
      const analysis = await analysed(TRACK, track)
      const own = must(await engine.fingerprint(TRACK, 'original', analysis, about(track), {}))
      const references = [{ name: basename(reference), fingerprint, weightPercent: 100 }]
      const wish = { weights: {}, amounts: ALL_THE_WAY }
      const usual = initialIntent(analysis)
      const matched = must(await engine.match(own, usual, references, wish, {}))
      const intent = targetLufs === undefined ? matched : { ...matched, targetLufs }
      must(await engine.master(TRACK, recipeFrom(propose(analysis, intent)), {}))
      const ms = performance.now() - start
      const grade = must(await engine.grade(TRACK, {}))?.grade ?? Number.NaN
      const as24 = { depth: '24', dither: 'tpdf', sampleRate: 'source' } as const
      const { file } = must(await engine.export(TRACK, { ...DEFAULT_DELIVERY, ...as24 }, {}, {}))
      return { file: new Uint8Array(await file.arrayBuffer()), grade, ms }
    },
    async levels(path) {
      const { sampleRate, mid, side } = await printed(path)
      return { sampleRate, freqsHz: FREQS_HZ, mid: mid.meanDb, side: side?.meanDb ?? null }
    },
    async distance(track, reference, between) {
      const [a, b] = [await measured(track), await measured(reference)]
      const endHz = Math.min(await bandwidthHz(between[0]), await bandwidthHz(between[1]))
      const offDb = (isCounted: (band: number) => boolean): number => {
        const differences = Array.from({ length: THIRD_BANDS.count }, (_, k) => k)
          .filter((k) => THIRD_BANDS.centreHz(k) >= LOWEST_HZ && isCounted(k))
          .map((k) => (a.thirdDb[k] ?? 0) - (b.thirdDb[k] ?? 0))
        const levelDb = mean(differences)
        return mean(differences.map((difference) => Math.abs(difference - levelDb)))
      }
      const isHeard = (k: number): boolean => THIRD_BANDS.centreHz(k) <= HIGHEST_HZ
      return {
        toneDb: offDb(isHeard),
        insideDb: offDb((k) => isHeard(k) && THIRD_BANDS.edgeHz(k + 1) <= endHz),
        loudnessLu: Math.abs(a.lufs - b.lufs),
      }
    },
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
