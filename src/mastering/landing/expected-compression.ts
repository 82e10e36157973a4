import type { Analysis } from '../../analysis/analysis'
import { type Recipe, settingsOf } from '../../chain/recipe'
import { programmeDb } from '../proposal/programme-level'

/** Moments quieter than this beside the whole do not count for its loudness (BS.1770-5: the relative gate). */
const GATE_LU = 10

/**
 * What the bus compressor of a recipe takes off the loudness of a track, dB ≥ 0: its static curve (Giannoulis, Massberg, Reiss
 * 2012) at every momentary loudness. 0 where it is off, for silence, and for what is under 400 ms.
 */
export const expectedCompressionDb = (
  recipe: Recipe,
  { loudness, channelCount }: Pick<Analysis, 'loudness' | 'channelCount'>,
): number => {
  const settings = settingsOf(recipe, 'bus-compressor')
  const { integratedLufs, momentaryLufs } = loudness
  if (!settings?.on || integratedLufs === null || !Number.isFinite(integratedLufs)) return 0
  const number = (id: string): number => Number(settings.values[id])
  const [thresholdDb, ratio, kneeDb] = [number('thresholdDb'), number('ratio'), number('kneeDb')]
  let sum = 0
  let count = 0
  for (const lufs of momentaryLufs) {
    if (lufs < integratedLufs - GATE_LU) continue
    sum += reductionDb(programmeDb(lufs, channelCount) - thresholdDb, 1 - 1 / ratio, kneeDb)
    count++
  }
  return count === 0 ? 0 : ((sum / count) * number('mixPercent')) / 100 - number('makeupDb')
}

const reductionDb = (overDb: number, slope: number, kneeDb: number): number => {
  if (overDb <= -kneeDb / 2) return 0
  if (overDb >= kneeDb / 2) return overDb * slope
  return (slope * (overDb + kneeDb / 2) ** 2) / (2 * kneeDb)
}
