import type { ChoiceSpec, NumberSpec, ParameterSpec, PlacesSpec } from './parameter'

type Range = Pick<NumberSpec, 'min' | 'max' | 'default'> &
  Partial<Pick<NumberSpec, 'step' | 'scale' | 'decimals'>>

/** A number's spec: linear, in whole steps and without decimals unless `range` says otherwise. */
export const numberSpec = <const Id extends string>(
  id: Id,
  label: string,
  unit: string,
  range: Range,
): NumberSpec & { readonly id: Id } => ({
  kind: 'number',
  id,
  label,
  unit,
  step: 1,
  scale: 'linear',
  decimals: 0,
  ...range,
})

/** The spec of a list of damaged places: none by default. */
export const placesSpec = <const Id extends string>(
  id: Id,
  label: string,
): PlacesSpec & { readonly id: Id } => ({ kind: 'places', id, label, default: '' })

interface ChoiceOf<Id extends string, Value extends string> extends ChoiceSpec {
  readonly id: Id
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly default: Value
}

/** A choice's spec; `options` are values with their labels, in the order shown. */
export const choiceSpec = <
  const Id extends string,
  const Options extends readonly (readonly [string, string])[],
>(
  id: Id,
  label: string,
  options: Options,
  standard: Options[number][0],
): ChoiceOf<Id, Options[number][0]> => ({
  kind: 'choice',
  id,
  label,
  options: options.map(([value, text]) => ({ value, label: text })),
  default: standard,
})

/** The parameters of one band, shown as a row of a table: "Frequency" becomes "Band 3 frequency". */
export const bandSpecs = (
  number: number,
  specs: readonly ParameterSpec[],
): readonly ParameterSpec[] =>
  specs.map((spec) => ({
    ...spec,
    label: `Band ${number} ${inSentence(spec.label)}`,
    band: { number, heading: spec.label },
  }))

/** "Frequency" → "frequency"; a letter by itself stays: "Q". */
const inSentence = (label: string): string =>
  label.length === 1 ? label : label.charAt(0).toLowerCase() + label.slice(1)
