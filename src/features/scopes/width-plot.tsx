import { useCallback, useMemo } from 'react'
import { heaviestReference, masterFingerprint, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { drawXAxis, drawYAxis, type Tick, xOf, yOf } from '../../ui/plots/axes'
import { Plot, type PlotCursor } from '../../ui/plots/plot'
import type { Surface } from '../../ui/plots/surface'
import { drawTrace, pathThrough } from '../../ui/plots/traces'
import { type Scale, toValue } from '../../ui/scale'
import { formatFrequency, formatNumber, formatSigned } from '../../words/format'
import { FREQUENCY, frameOf } from './spectrum-scales'
import { NARROWEST_DB, WIDTH_BANDS, widthBandHz, widthLevels } from './width-levels'

const WIDTH: Scale = { kind: 'linear', min: NARROWEST_DB, max: 6 }
const WIDTH_TICKS: readonly Tick[] = [-30, -20, -10, 0].map((value) => ({
  value,
  label: formatNumber(value, 0),
  strong: value === 0,
}))
const FREQUENCY_TICKS: readonly Tick[] = [50, 200, 1000, 5000].map((value) => ({
  value,
  label: value < 1000 ? String(value) : `${value / 1000}k`,
}))
const ORIGINAL_DASH = [5, 3]

/** Width by band of original, master and the reference that is followed: side against mid. Nothing without one. */
export const WidthPlot = () => {
  const reference = useStudio(heaviestReference)?.fingerprint
  const before = useStudio((state) => selectedTrack(state)?.fingerprint) ?? null
  const after = useStudio(masterFingerprint)
  const [original, master, wanted] = useMemo(
    () => [before, after, reference ?? null].map((print) => print && widthLevels(print)),
    [before, after, reference],
  )

  const draw = useCallback(
    (surface: Surface): boolean => {
      const frame = frameOf(surface.width, surface.height)
      drawYAxis(surface, frame, WIDTH, WIDTH_TICKS)
      drawXAxis(surface, frame, FREQUENCY, FREQUENCY_TICKS)
      for (const [levelsDb, colour, dash] of [
        [original, '--original', ORIGINAL_DASH],
        [wanted, '--reference', []],
        [master, '--master', []],
      ] as const) {
        const points = (levelsDb ?? []).flatMap((levelDb, band) =>
          Number.isNaN(levelDb)
            ? []
            : [xOf(frame, FREQUENCY, widthBandHz(band)), yOf(frame, WIDTH, levelDb)],
        )
        if (points.length === 0) continue
        const path = pathThrough(Float32Array.from(points))
        drawTrace(surface, path, { colour: surface.token(colour), dash })
      }
      surface.context.fillStyle = surface.token('--text')
      surface.context.textAlign = 'left'
      surface.context.textBaseline = 'top'
      surface.context.fillText('Width by band, dB', frame.left + 6, frame.top + 2)
      return false
    },
    [original, master, wanted],
  )

  if (!reference) return null
  const words = (name: string, levelsDb: readonly number[] | null | undefined, band: number) => {
    const levelDb = levelsDb?.[band] ?? Number.NaN
    return Number.isNaN(levelDb) ? `${name} –` : `${name} ${formatSigned(levelDb, 1)} dB`
  }
  const read = (band: number): string =>
    [
      formatFrequency(widthBandHz(band)),
      words('Original', original, band),
      words('Master', master, band),
      words('Reference', wanted, band),
    ].join('\n')
  const cursor: PlotCursor = {
    label: 'Width cursor',
    steps: WIDTH_BANDS,
    stepAt: (x, width) => {
      const { left, width: inner } = frameOf(width, 1)
      const freqHz = toValue(FREQUENCY, (x - left) / inner)
      const band = Math.round(3 * Math.log2(freqHz / widthBandHz(0)))
      return band < 0 || band >= WIDTH_BANDS ? null : band
    },
    xOf: (band, width) => xOf(frameOf(width, 1), FREQUENCY, widthBandHz(band)),
    read,
  }
  const summary = SAID.map((band) => read(band).replaceAll('\n', ', ')).join('; ')
  return (
    <Plot
      label="Width by band"
      draw={draw}
      cursor={cursor}
      summary={`Side against mid: ${summary}.`}
    />
  )
}

/** Third octaves that stand for all: about 100 Hz, 1 kHz and 8 kHz. */
const SAID = [7, 17, 26]
