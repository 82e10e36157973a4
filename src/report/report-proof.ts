import type { SecondReading } from '../second-meter/second-meter'
import { formatGrouped, formatNumber, formatSigned } from '../words/format'
import { html, type Markup } from './markup'
import type { Report } from './report'

const figure = (value: number | null, decimals: number, unit: string): string =>
  value === null || !Number.isFinite(value) ? '–' : `${formatNumber(value, decimals)} ${unit}`

const signed = (value: number | null, unit: string): string =>
  value === null || !Number.isFinite(value) ? '–' : `${formatSigned(value, 2)} ${unit}`

const row = (name: string, ...cells: readonly string[]): Markup =>
  html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`

/** What the codec made of the master; nothing for a lossless file. */
export const codecMarkup = ({ codec, check }: Report): Markup => {
  if (!codec) return html``
  const { encoder, decoder, quality, change, aim, clippedSamples } = codec
  if (decoder === null)
    return html`<section><h2>Codec proof</h2><p>Encoded by ${encoder}, ${quality}. Nobody could decode it here, so nothing is proven.</p></section>`
  const rows = [
    row(
      'Loudness',
      figure(codec.integratedLufs, 2, 'LUFS'),
      signed(change?.loudnessChangeLu ?? null, 'LU'),
    ),
    row(
      'True peak',
      figure(codec.truePeakDbtp, 2, 'dBTP'),
      signed(change?.truePeakChangeDb ?? null, 'dB'),
    ),
    row(
      'Under ceiling, full scale',
      signed(codec.underCeilingDb, 'dB'),
      signed(codec.underFullScaleDb, 'dB'),
    ),
    row('Clipped samples', String(clippedSamples ?? '–'), ''),
    row('Frames, lag', formatGrouped(codec.lengthFrames), String(change?.lagFrames ?? '–')),
    ...(change?.cutoffHz
      ? [row('Left out above', figure(change.cutoffHz / 1000, 1, 'kHz'), '')]
      : []),
    ...(aim && aim.rounds > 1
      ? [
          row(
            `Aimed in ${aim.rounds} rounds`,
            signed(aim.loudnessShiftLu, 'LU'),
            figure(aim.limiterCeilingDbtp, 2, 'dBTP'),
          ),
        ]
      : []),
  ]
  return html`<section><h2>Codec proof</h2><p>${encoder}, ${quality}; decoded by ${decoder}.</p><table>
<thead><tr><th scope="col">Of ${formatNumber(check.sampleRate / 1000, 1)} kHz, whole</th><th scope="col">Decoded</th><th scope="col">Change</th></tr></thead>
<tbody>${rows}</tbody></table></section>`
}

const perChannel = (values: readonly number[] | undefined, decimals: number): string =>
  values?.map((value) => figure(value, decimals, '').trim()).join(' ⁄ ') ?? '–'

type Detail = readonly [string, (reading: SecondReading) => string]

const DETAILS: readonly Detail[] = [
  ['True peak, dBTP', ({ truePeaksDbtp }) => perChannel(truePeaksDbtp, 2)],
  [
    'RMS, dBFS',
    ({ samples }) =>
      perChannel(
        samples.channels.map(({ rmsDbfs }) => rmsDbfs),
        1,
      ),
  ],
  [
    'DC offset, %',
    ({ samples }) =>
      perChannel(
        samples.channels.map(({ dcPercent }) => dcPercent),
        3,
      ),
  ],
  [
    'Runs at full scale',
    ({ samples }) => samples.channels.map(({ fullScaleRuns }) => String(fullScaleRuns)).join(' ⁄ '),
  ],
  [
    'Correlation; mono loses',
    ({ samples: { correlation, monoLossDb } }) =>
      `${figure(correlation, 2, '').trim()}; ${figure(monoLossDb, 1, 'dB')}`,
  ],
  [
    'Silent frames, head ⁄ tail',
    ({ samples }) =>
      `${formatGrouped(samples.silentHeadFrames)} ⁄ ${formatGrouped(samples.silentTailFrames)}`,
  ],
  [
    'Bits in use',
    ({ samples }) => (samples.usedBits === null ? 'finer' : String(samples.usedBits)),
  ],
  [
    'Loudest 0.4 s ⁄ 3 s at',
    ({ maximumMomentaryAtSeconds, maximumShortTermAtSeconds }) =>
      `${figure(maximumMomentaryAtSeconds, 1, '').trim()} ⁄ ${figure(maximumShortTermAtSeconds, 1, 's')}`,
  ],
  [
    'Least peak over 3 s',
    ({ minimumPeakToShortTermLu }) => figure(minimumPeakToShortTermLu, 1, 'LU'),
  ],
  [
    'Correlation below 150 Hz',
    ({ lowBandCorrelation }) => figure(lowBandCorrelation, 2, '').trim(),
  ],
  ['Relative gate', ({ gateLufs }) => figure(gateLufs, 1, 'LUFS')],
]

/** What was counted in the original, in the master, and in the file as it decodes where that is not the master. */
export const detailsMarkup = ({ details: { original, master, file }, codec }: Report): Markup => {
  const signals = [
    ['Original', original],
    ['Master', codec ? master : file],
    ...(codec ? [['File', file] as const] : []),
  ] as const
  return html`<section><h2>Details, by the second meter</h2><table>
<thead><tr><th scope="col">Left ⁄ right</th>${signals.map(([name]) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${DETAILS.map(([name, words]) =>
    row(name, ...signals.map(([, reading]) => (reading ? words(reading) : '–'))),
  )}</tbody></table></section>`
}
