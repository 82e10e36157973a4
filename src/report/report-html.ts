import type { DeliverySettings } from '../delivery/settings'
import { factsSentence } from '../words/facts-sentence'
import { formatGrouped, formatNumber } from '../words/format'
import { MEASUREMENT_ROWS } from '../words/measurement-rows'
import { html, type Markup } from './markup'
import { canonicalJson } from './plain'
import type { Figure, Report } from './report'
import { curvesMarkup } from './report-curves'
import { DATA_END, DATA_START } from './report-data'
import { codecMarkup, detailsMarkup } from './report-proof'
import { REPORT_STYLE } from './report-style'

/** The report as one page that needs nothing but itself: no scripts, no addresses, its style in it. Prints on one sheet of A4. */
export const reportHtml = (report: Report): string => {
  const { source, destination, tool, created, verdict } = report
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Mastering report: ${source.name}</title>
<style>${{ html: REPORT_STYLE }}</style>
</head>
<body>
<main>
<header>
<p>Mastering report · ${tool.name} ${tool.version}${tool.build ? ` (${tool.build})` : ''} · <time datetime="${created}">${created.slice(0, 16).replace('T', ' ')} UTC</time></p>
<h1>${source.name}</h1>
<p class="lead"><strong>${destination.label}</strong>: ${formatNumber(destination.targetLufs, 1)} LUFS under ${formatNumber(destination.ceilingDbtp, 1)} dBTP${destination.rulesChecked ? ` (rules as of ${destination.rulesChecked})` : ''}. ${verdict.words}</p>
</header>
<div class="columns">${[sourceMarkup(report), fileMarkup(report)]}</div>
${curvesMarkup(report)}
<div class="columns three${report.codec ? ' signals' : ''}">${[measurementsMarkup(report), metersMarkup(report), detailsMarkup(report)]}</div>
<div class="columns${report.codec ? ' three' : ''}">${[codecMarkup(report), findingsMarkup(report), movesMarkup(report)]}</div>
<div class="sign"><span>Date</span><span>Name and remarks</span></div>
<details>
<summary>Recipe and all figures as data. Drop this file on TrackMaster to use the recipe again.</summary>
${{ html: DATA_START }}${canonicalJson(report)}${{ html: DATA_END }}
</details>
</main>
</body>
</html>
`
  return page.html
}

const list = (entries: readonly (readonly [string, Markup | string])[]): Markup =>
  html`<dl>${entries.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`

const hash = (text: string): Markup => html`<code>${text}</code>`

const sourceMarkup = ({ source }: Report): Markup =>
  html`<section><h2>Source</h2>${list([
    ['File', `${source.name}, ${formatGrouped(source.sizeBytes)} bytes`],
    ['Format', `${factsSentence(source)}, ${source.codec}`],
    ['Length', `${formatGrouped(source.lengthFrames)} frames`],
    ['SHA-256', hash(source.sha256)],
    ['Audio MD5', html`${hash(source.audio.md5)} ${AUDIO_WORDS[source.audio.depth]}`],
  ])}</section>`

/** As what the samples were hashed. */
const AUDIO_WORDS: Readonly<Record<DeliverySettings['depth'], string>> = {
  '16': 'of its samples in 16 bits',
  '24': 'of its samples in 24 bits',
  '32f': 'of its samples as 32-bit float',
}

const fileMarkup = ({ file, check, tags }: Report): Markup =>
  html`<section><h2>Delivered file</h2>${list([
    ['File', `${file.name}, ${formatGrouped(file.sizeBytes)} bytes`],
    ['Check', check.words],
    ['SHA-256', hash(file.sha256)],
    ['Audio MD5', file.audioMd5 === null ? 'a lossy file has none' : hash(file.audioMd5)],
    ['Dither', file.dither.words],
    ['Tags', tags.written.map(({ name }) => name).join(', ') || 'none'],
    ...droppedRows(tags),
  ])}</section>`

/** Tags that stayed behind, by the reason. */
const droppedRows = ({ dropped }: Report['tags']): readonly (readonly [string, string])[] =>
  dropped.length === 0
    ? []
    : [
        [
          'Left behind',
          [...new Set(dropped.map(({ words }) => words))]
            .map((reason) => {
              const names = dropped.filter(({ words }) => words === reason).map(({ name }) => name)
              return `${names.join(', ')}: ${reason}`
            })
            .join('; '),
        ],
      ]

const measurementsMarkup = ({ measurements }: Report): Markup =>
  html`<section><h2>Measurements</h2><table>
<thead><tr><th scope="col">By the engine’s meter</th><th scope="col">Original</th><th scope="col">Master</th><th scope="col">Unit</th></tr></thead>
<tbody>${measurements.map(
    ({ label, unit, original, master }) =>
      html`<tr><th scope="row">${label}</th>${[figure(label, original), figure(label, master)]}<td>${unit}</td></tr>`,
  )}</tbody></table></section>`

/** As the page writes it, with the whole number beside it. */
const figure = (label: string, value: Figure): Markup => {
  const row = MEASUREMENT_ROWS.find((one) => one.label === label)
  return value === null
    ? html`<td>–</td>`
    : html`<td><data value="${String(value)}">${row ? row.format(value) : String(value)}</data></td>`
}

const metersMarkup = ({ meters }: Report): Markup => {
  const { rows, agree, readFile } = meters
  const headline = agree ? 'Two independent meters agree.' : 'The two meters disagree.'
  const unread = readFile ? '' : ' The file has no decoder here, so nobody read it again.'
  return html`<section><h2>Second meter</h2>
<p><strong>${headline}</strong>${unread}</p><table>
<thead><tr><th scope="col">Quantity</th><th scope="col">Engine</th><th scope="col">Second</th><th scope="col">Unit</th></tr></thead>
<tbody>${rows.map(
    ({ signal, label, unit, first, second, agrees }) =>
      html`<tr><th scope="row">${SIGNAL_WORDS[signal]}: ${label.toLowerCase()}${agrees ? '' : ' (differs)'}</th><td>${number(first)}</td><td>${number(second)}</td><td>${unit}</td></tr>`,
  )}</tbody></table></section>`
}

const SIGNAL_WORDS = { original: 'Original', master: 'Master', file: 'File' } as const

const number = (value: Figure): string => (value === null ? '–' : formatNumber(value, 2))

const findingsMarkup = ({ findings }: Report): Markup =>
  html`<section><h2>Found in the original</h2>${
    findings.length === 0
      ? html`<p>Nothing to mend.</p>`
      : html`<ul>${findings.map(({ words }) => html`<li>${words}</li>`)}</ul>`
  }</section>`

const movesMarkup = ({ moves, modules, destination, recipeSha256 }: Report): Markup =>
  html`<section><h2>What was done, and why</h2><p>Style ${destination.style}, intensity ${formatNumber(destination.intensityPercent, 0)} %.</p><ul>${moves.map(
    ({ name, reason, words, on, amountPercent }) =>
      html`<li>${name}: ${on ? words : 'left out by hand'}${on && amountPercent !== 100 ? ` (${formatNumber(amountPercent, 0)} %)` : ''}. <i>${reason}.</i></li>`,
  )}</ul><p>Modules: ${modules.map(({ label }) => label).join(', ')}.</p>
<p>Recipe ${hash(recipeSha256)}</p></section>`
