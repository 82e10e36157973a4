import type { BandParams } from '../../../dsp/dynamics/multiband'
import type { ParameterValues } from '../../parameter'

type State = 'on' | 'bypass' | 'solo'

interface BandSettings extends Omit<BandParams, 'weight'> {
  readonly state: State
}

const bandSettings = (values: ParameterValues): readonly BandSettings[] =>
  Array.from({ length: Number(values.bandCount) }, (_, index): BandSettings => {
    const n = index + 1
    const value = (id: string): number => values[id] as number
    return {
      thresholdDb: value(`threshold${n}Db`),
      ratio: value(`ratio${n}`),
      kneeDb: value(`knee${n}Db`),
      attackMs: value(`attack${n}Ms`),
      releaseMs: value(`release${n}Ms`),
      makeupDb: value(`makeup${n}Db`),
      mix: value(`mix${n}Percent`) / 100,
      state: values[`state${n}`] as State,
    }
  })

/** No band can move anything and none is alone: the crossovers would only turn phase. */
export const isIdle = (values: ParameterValues): boolean =>
  bandSettings(values).every(
    ({ state, ratio, makeupDb, mix }) =>
      state !== 'solo' && (state === 'bypass' || mix === 0 || (ratio === 1 && makeupDb === 0)),
  )

/** Parameters of the bands from the lowest up: a bypassed one rests, beside a solo the others are silent. */
export const bandParams = (values: ParameterValues): readonly BandParams[] => {
  const bands = bandSettings(values)
  const anySolo = bands.some(({ state }) => state === 'solo')
  return bands.map(({ state, ...params }) => ({
    ...params,
    ...(state === 'bypass' && { ratio: 1, makeupDb: 0 }),
    weight: anySolo && state !== 'solo' ? 0 : 1,
  }))
}

/** The crossovers in use, ascending whatever the order of their settings. */
export const crossoversHz = (values: ParameterValues): readonly number[] =>
  Array.from(
    { length: Number(values.bandCount) - 1 },
    (_, index) => values[`crossover${index + 1}Hz`] as number,
  ).sort((a, b) => a - b)
