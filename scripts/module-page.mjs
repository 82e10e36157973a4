// docs/modules.md from the registry: no number in it is written a second time.

const PLACEMENTS = { first: 'always first', free: 'may be moved', last: 'always last' }

/**
 * The whole page.
 * @param {readonly import('./module-facts').ModuleFacts[]} facts
 * @param {{ machine: string, date: string }} measured
 */
export const modulePage = (facts, { machine, date }) =>
  [
    '# Modules',
    'Written by `npm run docs` from the registry, in the signal order of a fresh recipe. Latency and cost are for stereo at 48 kHz.',
    "Modules may be moved: drag them on the chain's map, or use Shift with ← and →. De-click and the input stay first and the limiter last; a stored recipe in any other order is read in the nearest legal one, and the page says so. A module that is off, or set so that it would change nothing, is left out.",
    `Cost is seconds of audio per second of CPU on one core, the median of five runs on full-scale noise: ${machine}, ${date}. ` +
      'The heaviest is the slowest of these settings: everything at its minimum or maximum for each option, and four drawn at random (seeded); options are counted from 0.',
    ...facts.flatMap(({ descriptor, latency, cost }) => [
      moduleSection(descriptor),
      [
        `- Latency: ${latencyText(latency)}`,
        `- Cost: ${costText(cost)}`,
        ...(descriptor.measured ?? []).map((sentence) => `- ${sentence}`),
      ].join('\n'),
    ]),
    '',
  ].join('\n\n')

/**
 * What a module's descriptor says of itself.
 * @param {import('../src/chain/descriptor').ModuleDescriptor} descriptor
 */
export const moduleSection = ({ id, label, summary, source, parameters, onByDefault, placement }) =>
  [
    `## ${label}`,
    summary,
    `\`${id}\`, ${PLACEMENTS[placement]}, ${onByDefault ? 'on' : 'off'} in a fresh recipe. Design: ${source.replace(/\.$/, '')}.`,
    [
      '| Parameter | Range | Default | Id |',
      '| --- | --- | --- | --- |',
      ...parameters.map(row),
    ].join('\n'),
  ].join('\n\n')

/** @param {import('../src/chain/parameter').ParameterSpec} spec */
const row = (spec) => {
  const { label, id } = spec
  if (spec.kind === 'choice') {
    const name = (/** @type {string} */ value) =>
      spec.options.find((option) => option.value === value)?.label ?? value
    const options = spec.options.map((option) => option.label).join(', ')
    return `| ${label} | ${options} | ${name(spec.default)} | \`${id}\` |`
  }
  if (spec.kind === 'places') return `| ${label} | found by the analysis | none | \`${id}\` |`
  const { min, max, unit, decimals } = spec
  const range = `${number(min, decimals)} … ${withUnit(number(max, decimals), unit)}`
  return `| ${label} | ${range} | ${withUnit(number(spec.default, decimals), unit)} | \`${id}\` |`
}

const number = (/** @type {number} */ value, /** @type {number} */ decimals) =>
  value.toFixed(decimals).replace('-', '−')

const withUnit = (/** @type {string} */ text, /** @type {string} */ unit) =>
  unit === '' || unit.startsWith(':') ? `${text}${unit}` : `${text} ${unit}`

const frames = (/** @type {number} */ count) =>
  count === 0 ? 'none' : `${count} frames (${(count / 48).toFixed(2)} ms)`

/** @param {import('./module-facts').ModuleFacts['latency']} latency */
const latencyText = ({ usualFrames, most }) =>
  most
    ? `${frames(usualFrames)} by default, at most ${frames(most.frames)} (${most.setting})`
    : frames(usualFrames)

/** @param {import('./module-facts').ModuleFacts['cost']} cost */
const costText = ({ usual, heaviest }) => {
  const defaults =
    usual === undefined ? 'nothing at its defaults, where it is left out' : times(usual)
  return `${defaults}; heaviest ${times(heaviest.timesRealTime)} (${heaviest.setting})`
}

const times = (/** @type {number} */ value) => `${Number(value.toPrecision(2))}× real time`
