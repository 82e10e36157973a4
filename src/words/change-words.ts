import { CURVE_HZ, curveParameterId } from '../chain/modules/tone-curve/curve'
import type { ParameterValues } from '../chain/parameter'
import { formatGrouped, formatNumber, formatSigned } from './format'
import { placesWords } from './places-words'

type Words = (values: ParameterValues) => readonly string[]

/** What a move sets in a module, in plain numbers. */
export const changeWords = (moduleId: string, values: ParameterValues): string =>
  WORDS[moduleId]?.(values).join(', ') ?? ''

const number = (values: ParameterValues, id: string): number => Number(values[id] ?? 0)
const hertz = (freqHz: number): string =>
  freqHz >= 1000 ? `${Number((freqHz / 1000).toFixed(1))} kHz` : `${formatGrouped(freqHz)} Hz`
const milliseconds = (ms: number): string => `${Number(ms.toFixed(1))} ms`
const decibels = (db: number): string => `${formatSigned(db, 1)} dB`

/** Bands wider than this are called broad. */
const BROAD_Q = 1.4

const SHAPES: Readonly<Record<string, string>> = {
  'low-shelf': ' and below',
  'high-shelf': ' and above',
}

const equaliser: Words = (values) =>
  bandsIn(values, /^gain(\d)Db$/).map((n) => {
    const type = String(values[`type${n}`] ?? 'bell')
    const at = `${decibels(number(values, `gain${n}Db`))} at ${hertz(number(values, `freq${n}Hz`))}`
    if (type !== 'bell') return `${at}${SHAPES[type] ?? ''}`
    return number(values, `q${n}`) <= BROAD_Q ? `${at}, broad` : at
  })

const notches: Words = (values) =>
  bandsIn(values, /^type(\d)$/)
    .filter((n) => values[`type${n}`] === 'notch')
    .map((n) => `notch at ${hertz(number(values, `freq${n}Hz`))}`)

const WORDS: Readonly<Record<string, Words>> = {
  declick: (values) => [`${placesWords(String(values.places))} mended`],
  input: (values) => [
    ...(values.dcLeftPercent === undefined
      ? []
      : [
          `${formatSigned(-number(values, 'dcLeftPercent'), 2)} % left`,
          `${formatSigned(-number(values, 'dcRightPercent'), 2)} % right`,
        ]),
    ...(values.highPassHz === undefined
      ? []
      : [`low cut at ${hertz(number(values, 'highPassHz'))}, ${values.highPassSlope} dB/oct`]),
    ...(values.polarityRight === 'inverted' ? ['right channel turned over'] : []),
    ...(values.balancePercent === undefined
      ? []
      : [`balance ${formatSigned(number(values, 'balancePercent'), 0)} %`]),
  ],
  equaliser: (values) => [...equaliser(values), ...notches(values)],
  'tone-curve': (values) => {
    const gains = CURVE_HZ.map((_, band) => number(values, curveParameterId(band)))
    const [most, least] = [Math.max(...gains), Math.min(...gains)]
    return [
      `a linear-phase curve, ${decibels(least)} at ${hertz(CURVE_HZ[gains.indexOf(least)] ?? 0)}`,
      `${decibels(most)} at ${hertz(CURVE_HZ[gains.indexOf(most)] ?? 0)}`,
    ]
  },
  'dynamic-eq': (values) =>
    bandsIn(values, /^range(\d)Db$/).map(
      (n) =>
        `up to ${decibels(number(values, `range${n}Db`))} at ${hertz(number(values, `freq${n}Hz`))} while it stands out`,
    ),
  multiband: (values) =>
    bandsIn(values, /^threshold(\d)Db$/).map(
      (n) =>
        `${formatNumber(number(values, `ratio${n}`), 1)}:1 below ${hertz(number(values, 'crossover1Hz'))}`,
    ),
  'bus-compressor': (values) => [
    `${formatNumber(number(values, 'ratio'), 2)}:1 above ${formatNumber(number(values, 'thresholdDb'), 1)} dB`,
    `${formatNumber(number(values, 'attackMs'), 0)}/${formatNumber(number(values, 'releaseMs'), 0)} ms`,
  ],
  saturation: (values) => [
    `${values.curve}, ${decibels(number(values, 'driveDb'))} drive`,
    `${formatNumber(number(values, 'mixPercent'), 0)} % mixed in`,
  ],
  fades: (values) => [
    ...(values.fadeInMs === undefined
      ? []
      : [`faded in over ${milliseconds(number(values, 'fadeInMs'))}`]),
    ...(values.fadeOutMs === undefined
      ? []
      : [`faded out over ${milliseconds(number(values, 'fadeOutMs'))}`]),
  ],
  stereo: (values) => [
    ...(values.monoBass === 'on' ? [`mono below ${hertz(number(values, 'monoBassHz'))}`] : []),
    ...widthWords(values),
  ],
}

const WIDTHS = [
  ['widthLowPercent', 'lows'],
  ['widthMidPercent', 'middle'],
  ['widthHighPercent', 'highs'],
] as const

/** One width where all bands have it, else those that are changed. */
const widthWords = (values: ParameterValues): readonly string[] => {
  const set = WIDTHS.filter(([id]) => values[id] !== undefined).map(([id, name]) => ({
    name,
    percent: formatNumber(number(values, id), 0),
  }))
  const [first] = set
  if (first && set.every(({ percent }) => percent === first.percent))
    return [`width ${first.percent} %`]
  return set
    .filter(({ percent }) => percent !== '100')
    .map(({ name, percent }) => `width of the ${name} ${percent} %`)
}

/** Numbers of the bands that have a value of this name. */
const bandsIn = (values: ParameterValues, name: RegExp): readonly string[] =>
  Object.keys(values).flatMap((id) => name.exec(id)?.[1] ?? [])
