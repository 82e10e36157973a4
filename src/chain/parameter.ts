import { parsePlaces, placesText } from './places'

/** One number, choice or list of places that a module offers. A range, default, label or unit is written here and nowhere else. */
export type ParameterSpec = NumberSpec | ChoiceSpec | PlacesSpec

/** Where a parameter stands among those that repeat per band. */
export interface BandPlace {
  /** 1, 2, … */
  readonly number: number
  /** What its column is called: "Frequency". */
  readonly heading: string
}

export interface NumberSpec {
  readonly kind: 'number'
  /** Unit in the name: `thresholdDb`, `attackMs`, `freqHz`. */
  readonly id: string
  readonly label: string
  /** Shown beside the value: "dB", "ms", "Hz", "%", ":1", "" */
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly default: number
  /** Arrow-key step, in `unit`. */
  readonly step: number
  /** How a slider spreads the range. */
  readonly scale: 'linear' | 'log'
  /** Decimals shown. */
  readonly decimals: number
  /** Absent for a parameter of the module as a whole. */
  readonly band?: BandPlace
}

export interface ChoiceSpec {
  readonly kind: 'choice'
  readonly id: string
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly default: string
  /** Absent for a parameter of the module as a whole. */
  readonly band?: BandPlace
}

/** Damaged places of a track, as text (see places); found by the analysis, not set by hand. */
export interface PlacesSpec {
  readonly kind: 'places'
  readonly id: string
  readonly label: string
  readonly default: ''
  readonly band?: BandPlace
}

export type ParameterValue = number | string
export type ParameterValues = Readonly<Record<string, ParameterValue>>

type ValueOf<Spec> = Spec extends NumberSpec
  ? number
  : Spec extends { readonly options: readonly { readonly value: infer V }[] }
    ? V
    : string

/** The parameter object that a list of specs describes. */
export type ParametersOf<Specs extends readonly ParameterSpec[]> = {
  readonly [Spec in Specs[number] as Spec['id']]: ValueOf<Spec>
}

/** Defaults of a list of specs. */
export const defaultsOf = (specs: readonly ParameterSpec[]): ParameterValues =>
  Object.fromEntries(specs.map((spec) => [spec.id, spec.default]))

/** The nearest legal value; anything of the wrong type becomes the default. */
export const sanitise = (spec: ParameterSpec, value: unknown): ParameterValue => {
  if (spec.kind === 'choice')
    return spec.options.some((option) => option.value === value) ? (value as string) : spec.default
  if (spec.kind === 'places')
    return typeof value === 'string' ? placesText(parsePlaces(value)) : spec.default
  if (typeof value !== 'number' || !Number.isFinite(value)) return spec.default
  return Math.min(spec.max, Math.max(spec.min, value))
}
