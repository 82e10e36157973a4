import type { ParameterValue, ParameterValues } from '../../chain/parameter'
import type { AmountLaw, ModuleMove } from './proposal'

/** A ratio of 20:1: steeper is a limiter. */
const STEEPEST_SLOPE = 0.95

/** The values of a move at an amount of it (0…150 %); what no law is given for stays as it is. */
export const valuesAt = ({ values, laws }: ModuleMove, amountPercent: number): ParameterValues => {
  const share = amountPercent / 100
  if (share === 1) return values
  const at = (law: AmountLaw | undefined, value: ParameterValue): ParameterValue => {
    if (!law || typeof value !== 'number') return value
    if (law.kind === 'slope') return 1 / (1 - Math.min(STEEPEST_SLOPE, (1 - 1 / value) * share))
    const { kind, neutral } = law
    return neutral + (value - neutral) * (kind === 'exact' ? Math.min(1, share) : share)
  }
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [id, at(laws[id], value)] as const),
  )
}

/** Parameters of the chain that say how much, by their ids; frequencies, times and thresholds say where and when. */
const LAWS: readonly (readonly [RegExp, AmountLaw])[] = [
  [/^(gain|range|makeup)\d*Db$/, { kind: 'from', neutral: 0 }],
  [/^(mid|side)GainDb$/, { kind: 'from', neutral: 0 }],
  [/^width\w+Percent$/, { kind: 'from', neutral: 100 }],
  [/^mixPercent$/, { kind: 'from', neutral: 0 }],
  [/^ratio\d?$/, { kind: 'slope' }],
]

/** The laws that go without saying for these values. */
export const lawsOf = (values: ParameterValues): ModuleMove['laws'] =>
  Object.fromEntries(
    Object.keys(values).flatMap((id) => {
      const law = LAWS.find(([ids]) => ids.test(id))?.[1]
      return law ? [[id, law]] : []
    }),
  )
