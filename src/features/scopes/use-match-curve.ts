import { useMemo } from 'react'
import { curveDbAt, curveGainsDb, MATCH_CURVE_ID } from '../../chain/modules/match-curve/curve'
import { selectedRecipe } from '../../store/select'
import { useStudio } from '../../store/use-studio'

/** The selected track's match curve at these frequencies, dB; null while it is off. */
export const useMatchCurve = (freqsHz: readonly number[]): readonly number[] | null => {
  const values = useStudio((state) => {
    const settings = selectedRecipe(state)?.modules.find(({ id }) => id === MATCH_CURVE_ID)
    return settings?.on ? settings.values : null
  })
  return useMemo(() => {
    const gainsDb = values && curveGainsDb(values)
    return gainsDb && freqsHz.map((freqHz) => curveDbAt(gainsDb, freqHz))
  }, [values, freqsHz])
}
