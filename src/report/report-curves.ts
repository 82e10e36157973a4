import { formatTime } from '../words/format'
import { plotSvg } from './curve-svg'
import { html, type Markup } from './markup'
import type { Figure, Report } from './report'

const LOWEST_HZ = 20
const HIGHEST_HZ = 20_000
const MARKED_HZ = [20, 100, 1000, 10_000] as const

/** Loudness over time, and the average spectrum where there is one. */
export const curvesMarkup = (report: Report): Markup =>
  html`<div class="curves">${loudnessFigure(report)}${spectrumFigure(report)}</div>`

const loudnessFigure = ({ curves, destination, measurements }: Report): Markup => {
  const { hopSeconds, originalLufs, masterLufs } = curves.shortTerm
  const { min, max } = boundsOf([...originalLufs, ...masterLufs, destination.targetLufs], 12, 30)
  const at = (k: number): number => (k + 1) / Math.max(1, masterLufs.length)
  const seconds = measurements.find(({ label }) => label === 'Duration')?.master
  const length = seconds ?? hopSeconds * masterLufs.length
  return html`<figure>${plotSvg({
    label: 'Short-term loudness of original and master over time, with the target as a dashed line',
    min,
    max,
    step: 6,
    marks: [0, 0.25, 0.5, 0.75, 1].map((share) => ({
      at: share,
      text: formatTime(share * length),
    })),
    curves: [
      { at, values: originalLufs, look: 'original' },
      { at, values: masterLufs, look: 'master' },
    ],
    target: destination.targetLufs,
  })}<figcaption>Short-term loudness, LUFS over time. <span class="key original">Original</span> <span class="key master">Master</span></figcaption></figure>`
}

const spectrumFigure = ({ curves: { spectrum } }: Report): Markup => {
  if (!spectrum) return html``
  const { centresHz, originalDb, masterDb } = spectrum
  const place = (freqHz: number): number =>
    Math.log(freqHz / LOWEST_HZ) / Math.log(HIGHEST_HZ / LOWEST_HZ)
  const at = (k: number): number => Math.max(0, place(centresHz[k] ?? LOWEST_HZ))
  const { min, max } = boundsOf([...originalDb, ...masterDb], 24, 60)
  return html`<figure>${plotSvg({
    label: 'Average spectrum of original and master in third octaves',
    min,
    max,
    step: 12,
    marks: MARKED_HZ.map((freqHz) => ({
      at: place(freqHz),
      text: freqHz < 1000 ? String(freqHz) : `${freqHz / 1000}k`,
    })),
    curves: [
      { at, values: originalDb, look: 'original' },
      { at, values: masterDb, look: 'master' },
    ],
    target: null,
  })}<figcaption>Average spectrum, dB over Hz. <span class="key original">Original</span> <span class="key master">Master</span></figcaption></figure>`
}

/** Whole steps of 6 dB around what was measured, at least and at most so far apart. */
const boundsOf = (values: readonly Figure[], least: number, most: number) => {
  const measured = values.filter((value) => value !== null)
  const highest = measured.reduce((top, value) => Math.max(top, value), -70)
  const lowest = measured.reduce((bottom, value) => Math.min(bottom, value), highest)
  const max = 6 * Math.ceil((highest + 1) / 6)
  const span = Math.min(most, Math.max(least, max - lowest))
  return { min: max - 6 * Math.ceil(span / 6), max }
}
