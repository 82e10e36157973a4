import type { Measurements } from '../analysis/measurements'
import { freshRecipe, type Recipe } from '../chain/recipe'
import { FORMATS } from '../delivery/formats/registry'
import { DEFAULT_DELIVERY, type DeliverySettings, isLossy, settle } from '../delivery/settings'
import type { FileCheck } from '../delivery/verify-file'
import { deliveredFrames, deliveryRatesHz } from '../mastering/delivery-rates'
import { formatNumber } from '../words/format'
import { LOUDNESS_CASES, type LoudnessCase } from './loudness-cases'
import { toneFile } from './tone-file'

/** The engine that is tested, wherever it runs. What it cannot do throws. */
export interface SelfTestSubject {
  /** Opens a WAV file and measures it. */
  readonly measure: (wav: Uint8Array) => Promise<Measurements>
  /** Makes the demo mix and masters it: all of it, or its first seconds. */
  readonly masterDemo: (recipe: Recipe, seconds?: number) => Promise<Measurements>
  /** Writes that master as a file and looks at it again. */
  readonly deliver: (settings: DeliverySettings) => Promise<FileCheck>
}

export interface SelfTestRow {
  readonly name: string
  readonly expected: string
  readonly measured: string
  /** `skipped`: this host has no decoder for the format. */
  readonly state: 'pass' | 'fail' | 'skipped'
}

/** Every row that there will be. */
export const SELF_TEST_ROWS = LOUDNESS_CASES.length + 1 + FORMATS.length

const TARGET_LUFS = -14
/** Level and ceiling, and nothing else. */
const CLEAN: Recipe = freshRecipe({
  destinationId: 'custom',
  styleId: 'clean',
  targetLufs: TARGET_LUFS,
  ceilingDbtp: -1,
})

/**
 * XXH64 of the samples of the demo's master, 24 bits with TPDF dither: the same in every browser and in Node. Whoever changes
 * what is rendered puts the new one here; the test beside this file names it.
 */
const DEMO_CHECKSUM = '6b4f2c5d99cf8f00'

/** What the formats are tried on: the start of the demo. */
const START_SECONDS = 8
/** XXH64 of its master's samples, likewise. */
const START_CHECKSUM = '9df952ca355c2247'

/** LU that a codec may change the loudness of music. */
const CODED_LU = 0.2

/** Runs everything, in order; `onRow` is told of each result as it comes. A test that throws has failed. */
export const runSelfTest = async (
  subject: SelfTestSubject,
  onRow: (row: SelfTestRow) => void,
): Promise<void> => {
  for (const one of LOUDNESS_CASES)
    onRow(await guarded(one.name, expectationOf(one), () => loudnessRow(subject, one)))
  const name = 'Demo in Clean, 24-bit WAV: XXH64 of its samples'
  onRow(
    await guarded(name, DEMO_CHECKSUM, async () => {
      await subject.masterDemo(CLEAN)
      const { checksum } = await subject.deliver(DEFAULT_DELIVERY)
      return { measured: checksum ?? '–', state: checksum === DEMO_CHECKSUM ? 'pass' : 'fail' }
    }),
  )
  let master: Promise<Measurements> | undefined
  const start = (): Promise<Measurements> => {
    master ??= subject.masterDemo(CLEAN, START_SECONDS)
    return master
  }
  for (const format of FORMATS) {
    const { expected, row } = roundTrip(subject, format.id, start)
    onRow(await guarded(`${format.label}: written and decoded`, expected, row))
  }
}

type Found = Pick<SelfTestRow, 'measured' | 'state'>

const guarded = async (
  name: string,
  expected: string,
  test: () => Promise<Found>,
): Promise<SelfTestRow> => {
  try {
    return { name, expected, ...(await test()) }
  } catch (error) {
    const measured = error instanceof Error ? error.message : String(error)
    return { name, expected, measured, state: 'fail' }
  }
}

const expectationOf = ({ expected, plus, minus, unit }: LoudnessCase): string =>
  plus === minus
    ? `${formatNumber(expected, 1)} ±${formatNumber(plus, 1)} ${unit}`
    : `${formatNumber(expected, 1)} +${formatNumber(plus, 1)} −${formatNumber(minus, 1)} ${unit}`

const loudnessRow = async (
  subject: SelfTestSubject,
  { signal, read, unit, expected, plus, minus }: LoudnessCase,
): Promise<Found> => {
  const value = read(await subject.measure(toneFile(signal)))
  const passes = value !== null && value <= expected + plus && value >= expected - minus
  return {
    measured: value === null ? '–' : `${formatNumber(value, 2)} ${unit}`,
    state: passes ? 'pass' : 'fail',
  }
}

const roundTrip = (
  subject: SelfTestSubject,
  format: DeliverySettings['format'],
  masterOf: () => Promise<Measurements>,
) => {
  const lossy = isLossy(format)
  const expected = lossy
    ? `every frame, ${formatNumber(TARGET_LUFS, 1)} ±${formatNumber(CODED_LU, 1)} LUFS`
    : START_CHECKSUM
  const row = async (): Promise<Found> => {
    const { sampleRate, lengthFrames } = await masterOf()
    const settings = settle(DEFAULT_DELIVERY, { format }, sampleRate, deliveryRatesHz(sampleRate))
    const check = await subject.deliver(settings)
    if (check.kind === 'unread') return { measured: 'no decoder here', state: 'skipped' }
    const wanted = deliveredFrames(lengthFrames, sampleRate, check.sampleRate)
    const loudness = check.integratedLufs ?? Number.NaN
    const passes = lossy
      ? check.lengthFrames === wanted && Math.abs(loudness - TARGET_LUFS) <= CODED_LU
      : check.checksum === START_CHECKSUM
    return {
      measured: lossy
        ? `${check.lengthFrames - wanted} frames more, ${formatNumber(loudness, 2)} LUFS`
        : (check.checksum ?? '–'),
      state: passes ? 'pass' : 'fail',
    }
  }
  return { expected, row }
}
