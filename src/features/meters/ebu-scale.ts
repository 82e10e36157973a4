import type { Tick } from '../../ui/plots/axes'
import type { Scale } from '../../ui/scale'
import { formatNumber } from '../../words/format'

/** EBU Tech 3341: the two scales of an EBU Mode meter, LU around the target. */
const RANGE_LU = { 9: { min: -18, max: 9, step: 3 }, 18: { min: -36, max: 18, step: 6 } } as const

export interface EbuScale {
  /** In LUFS, whatever the labels say. */
  readonly scale: Scale
  readonly ticks: readonly Tick[]
}

/**
 * The scale of a loudness meter whose 0 LU is `targetLufs`. Labels are relative (LU) or absolute (LUFS);
 * the target's own stands out.
 */
export const ebuScale = (kind: 9 | 18, unit: 'LU' | 'LUFS', targetLufs: number): EbuScale => {
  const { min, max, step } = RANGE_LU[kind]
  const ticks: Tick[] = []
  for (let lu: number = min; lu <= max; lu += step) {
    const value = targetLufs + lu
    const label = unit === 'LUFS' ? formatNumber(value, 0) : lu > 0 ? `+${lu}` : formatNumber(lu, 0)
    ticks.push({ value, label, ...(lu === 0 && { strong: true }) })
  }
  return { scale: { kind: 'linear', min: targetLufs + min, max: targetLufs + max }, ticks }
}

/** What rings on in the meter's own filter after the last sample lies below; nothing that is heard does. */
const SILENT_LUFS = -120

/** A loudness as the meter's unit shows it: −14.0, or +0.3 around the target; null and silence as dashes. */
export const formatLoudness = (
  lufs: number | null | undefined,
  unit: 'LU' | 'LUFS',
  targetLufs: number,
): string => {
  if (lufs === null || lufs === undefined || !(lufs > SILENT_LUFS)) return '–'
  if (unit === 'LUFS') return formatNumber(lufs, 1)
  const text = formatNumber(lufs - targetLufs, 1)
  return text.startsWith('−') || text === '0.0' ? text : `+${text}`
}

/** True peaks: what a master's ceiling is set to lies in the upper half. */
export const PEAK_SCALE: Scale = { kind: 'linear', min: -24, max: 3 }
export const PEAK_TICKS: readonly Tick[] = [-18, -12, -6, -3, 0, 3].map((value) => ({
  value,
  label: value > 0 ? `+${value}` : formatNumber(value, 0),
  ...(value === 0 && { strong: true }),
}))
