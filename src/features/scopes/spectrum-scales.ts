import type { ModuleSettings } from '../../chain/descriptor'
import { type BandType, bandsOf } from '../../chain/modules/equaliser/bands'
import type { Frame, Tick } from '../../ui/plots/axes'
import type { Scale } from '../../ui/scale'
import { formatNumber } from '../../words/format'
import type { BandInUse } from '../../words/spectrum-sentences'

/** Room around the curves for labels: levels left, the equaliser's decibels right, frequencies below. */
export const MARGIN = { left: 30, right: 30, top: 8, bottom: 18 } as const

export const FREQUENCY: Scale = { kind: 'log', min: 20, max: 20_000 }
export const LEVEL: Scale = { kind: 'linear', min: -84, max: 0 }

const GAIN_RANGES_DB = [6, 12, 24] as const

export const frameOf = (width: number, height: number): Frame => ({
  left: MARGIN.left,
  top: MARGIN.top,
  width: Math.max(1, width - MARGIN.left - MARGIN.right),
  height: Math.max(1, height - MARGIN.top - MARGIN.bottom),
})

/** The narrowest range of decibels that shows `largestDb` with some room. */
export const gainScaleFor = (largestDb: number): Scale => {
  const range = GAIN_RANGES_DB.find((candidate) => candidate >= largestDb * 1.1) ?? 24
  return { kind: 'linear', min: -range, max: range }
}

export const FREQUENCY_TICKS: readonly Tick[] = [
  20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000,
].map((value) => ({ value, label: value < 1000 ? String(value) : `${value / 1000}k` }))

export const LEVEL_TICKS: readonly Tick[] = [-72, -60, -48, -36, -24, -12].map((value) => ({
  value,
  label: value % 24 === 0 ? formatNumber(value, 0) : '',
}))

export const gainTicks = ({ max }: Scale): readonly Tick[] =>
  [-max / 2, 0, max / 2].map((value) => ({
    value,
    label: value > 0 ? `+${value}` : formatNumber(value, 0),
    strong: value === 0,
  }))

/** A band that can be taken hold of. */
export interface Handle {
  /** 1 … 8 */
  readonly band: number
  readonly freqHz: number
  /** 0 for passes and notches. */
  readonly gainDb: number
  readonly q: number
  /** May it be moved up and down? */
  readonly hasGain: boolean
}

const WITHOUT_GAIN: ReadonlySet<BandType> = new Set(['high-pass', 'low-pass', 'notch'] as const)

/** The bands of an equaliser that are not off, as its parameters say. */
export const handlesOf = ({ values }: ModuleSettings): readonly Handle[] =>
  bandsOf(values).flatMap(({ type, freqHz, gainDb, q }, index) => {
    if (type === 'off') return []
    const hasGain = !WITHOUT_GAIN.has(type)
    return [{ band: index + 1, freqHz, gainDb: hasGain ? gainDb : 0, q, hasGain }]
  })

/** Those that do something. */
export const bandsInUse = (handles: readonly Handle[]): readonly BandInUse[] =>
  handles
    .filter(({ gainDb, hasGain }) => !hasGain || gainDb !== 0)
    .map(({ band, freqHz, gainDb, hasGain }) => ({
      band,
      freqHz,
      gainDb: hasGain ? gainDb : null,
    }))
