import { useMemo } from 'react'
import { curveDbAt, curveGainsDb, TONE_CURVE_ID } from '../../chain/modules/tone-curve/curve'
import { selectedRecipe } from '../../store/select'
import { useStudio } from '../../store/use-studio'

/** The selected track's tone curve at these frequencies, dB; null while it is off. */
export const useToneCurve = (freqsHz: readonly number[]): readonly number[] | null => {
  const values = useStudio((state) => {
    const settings = selectedRecipe(state)?.modules.find(({ id }) => id === TONE_CURVE_ID)
    return settings?.on ? settings.values : null
  })
  return useMemo(() => {
    const gainsDb = values && curveGainsDb(values)
    return gainsDb && freqsHz.map((freqHz) => curveDbAt(gainsDb, freqHz))
  }, [values, freqsHz])
}
