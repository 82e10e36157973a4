import { useCallback, useMemo, useRef, useState } from 'react'
import { FINE_BANDS, THIRD_BANDS } from '../../analysis/spectrum'
import { EQUALISER_ID } from '../../chain/modules/equaliser/bands'
import { equaliserResponseDb } from '../../chain/modules/equaliser/index'
import { createLiveSpectrum } from '../../session/playback/live-spectrum'
import { useSession } from '../../session/use-session'
import {
  heaviestReference,
  measuredSignal,
  selectedRecipe,
  selectedTrack,
} from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { drawXAxis, drawYAxis, xOf, yOf } from '../../ui/plots/axes'
import { Plot, type PlotCursor } from '../../ui/plots/plot'
import type { Surface } from '../../ui/plots/surface'
import { drawTrace, fillBelow, pathThrough } from '../../ui/plots/traces'
import { toFraction, toValue } from '../../ui/scale'
import { formatFrequency, formatNumber, formatSigned } from '../../words/format'
import { spectrumSentences } from '../../words/spectrum-sentences'
import { EqualiserHandles } from './equaliser-handles'
import { referenceLevels } from './reference-levels'
import { followLevels, linePoints, stepPoints } from './spectrum-curves'
import {
  bandsInUse,
  FREQUENCY,
  FREQUENCY_TICKS,
  frameOf,
  gainScaleFor,
  gainTicks,
  handlesOf,
  LEVEL,
  LEVEL_TICKS,
  MARGIN,
} from './spectrum-scales'
import { useToneCurve } from './use-tone-curve'

const DEFAULT_RATE_HZ = 48_000
const RESPONSE_POINTS = 257
const ORIGINAL_DASH = [5, 3]
const SIDE_DASH = [2, 3]
const CURVE_DASH = [8, 3]

const RESPONSE_HZ = Array.from({ length: RESPONSE_POINTS }, (_, k) =>
  toValue(FREQUENCY, k / (RESPONSE_POINTS - 1)),
)

/** Levels before the first frame is measured: zeros would be 0 dB, which falls through the whole plot. */
const nothingHeard = (count: number): Float32Array<ArrayBuffer> =>
  new Float32Array(count).fill(LEVEL.min)

/** Live and average spectra of both signals, and over them what the equaliser does, with its bands to drag. */
export const SpectrumPlot = () => {
  const session = useSession()
  const before = useStudio((state) => selectedTrack(state)?.analysis?.spectrum) ?? null
  const after = useStudio((state) => selectedTrack(state)?.master?.analysis.spectrum) ?? null
  const sampleRate =
    useStudio((state) => selectedTrack(state)?.facts?.sampleRate) ?? DEFAULT_RATE_HZ
  const equaliser = useStudio((state) =>
    selectedRecipe(state)?.modules.find(({ id }) => id === EQUALISER_ID),
  )
  const thirds = useStudio(({ plots }) => plots.thirdOctaves)
  const playing = useStudio((state) => state.playing)
  const listenTo = useStudio((state) => state.listenTo)
  const grid = thirds ? THIRD_BANDS : FINE_BANDS
  const original = before?.[thirds ? 'thirdDb' : 'fineDb']
  const master = after?.[thirds ? 'thirdDb' : 'fineDb']

  const followed = useStudio(heaviestReference)
  const masterLufs = useStudio(
    (state) => selectedTrack(state)?.master?.analysis.loudness.integratedLufs ?? null,
  )
  const reference = useMemo(
    () => followed && referenceLevels(followed.fingerprint, grid, masterLufs),
    [followed, grid, masterLufs],
  )

  const handles = useMemo(() => (equaliser ? handlesOf(equaliser) : []), [equaliser])
  const response = useMemo(() => {
    if (!equaliser) return null
    const of = (channel: 'mid' | 'side') =>
      equaliserResponseDb(equaliser.values, sampleRate, RESPONSE_HZ, channel)
    const [mid, side] = [of('mid'), of('side')]
    const apart = mid.some((db, k) => Math.abs(db - (side[k] ?? 0)) > 0.01)
    return { mid, side: apart ? side : null }
  }, [equaliser, sampleRate])

  const curveDb = useToneCurve(RESPONSE_HZ)

  // While a band is dragged the axis stays as it is.
  const [heldScale, setHeldScale] = useState<ReturnType<typeof gainScaleFor> | null>(null)
  const freeScale = gainScaleFor(
    Math.max(
      ...handles.map(({ gainDb }) => Math.abs(gainDb)),
      ...(response ? [...response.mid, ...(response.side ?? [])] : []),
      ...(curveDb ?? []),
    ),
  )
  const gainScale = heldScale ?? freeScale

  const live = useRef({
    read: createLiveSpectrum(),
    now: nothingHeard(FINE_BANDS.count),
    shown: nothingHeard(FINE_BANDS.count),
    frame: null as object | null,
    at: 0,
  })

  const draw = useCallback(
    (surface: Surface, timeMs: number): boolean => {
      const { width, height, token, context } = surface
      const frame = frameOf(width, height)
      const pointsOf = thirds ? stepPoints : linePoints
      drawYAxis(surface, frame, LEVEL, LEVEL_TICKS)
      drawXAxis(surface, frame, FREQUENCY, FREQUENCY_TICKS)
      context.save()
      context.beginPath()
      context.rect(frame.left, frame.top, frame.width, frame.height)
      context.clip()

      const bottom = frame.top + frame.height
      const state = live.current
      let moving = false
      if (playing) {
        const meters = session.playback.meters.current()
        if (state.now.length !== grid.count) {
          state.now = nothingHeard(grid.count)
          state.shown = nothingHeard(grid.count)
        }
        const heard = measuredSignal(listenTo)
        if (meters && meters !== state.frame && session.playback.meters.sampleRate !== null)
          state.read(meters[heard].spectrumDb, session.playback.meters.sampleRate, grid, state.now)
        state.frame = meters
        followLevels(state.shown, state.now, Math.min(0.1, (timeMs - state.at) / 1000))
        state.at = timeMs
        const points = pointsOf(state.shown, grid, frame)
        fillBelow(surface, points, points.length / 2, bottom, token(`--${heard}`), 0.3)
        moving = true
      }
      if (original) {
        const path = pathThrough(pointsOf(original, grid, frame))
        drawTrace(surface, path, { colour: token('--original'), dash: ORIGINAL_DASH })
      }
      if (reference) {
        const path = pathThrough(pointsOf(reference, grid, frame))
        drawTrace(surface, path, { colour: token('--reference') })
      }
      if (master) {
        const points = pointsOf(master, grid, frame)
        if (!playing) fillBelow(surface, points, points.length / 2, bottom, token('--master'), 0.1)
        drawTrace(surface, pathThrough(points), { colour: token('--master') })
      }
      if (curveDb) drawTraceOf(surface, curveDb, 1.5, CURVE_DASH)
      if (response) {
        drawTraceOf(surface, response.mid, equaliser?.on ? 2 : 1)
        if (response.side) drawTraceOf(surface, response.side, 1.5, SIDE_DASH)
      }
      context.restore()
      if (response) drawYAxis(surface, frame, gainScale, gainTicks(gainScale), 'right')
      return moving

      function drawTraceOf(
        on: Surface,
        db: readonly number[],
        lineWidth: number,
        dash: readonly number[] = [],
      ): void {
        const points = new Float32Array(2 * RESPONSE_POINTS)
        for (const [k, freqHz] of RESPONSE_HZ.entries()) {
          points[2 * k] = xOf(frame, FREQUENCY, freqHz)
          points[2 * k + 1] = yOf(frame, gainScale, db[k] ?? 0)
        }
        const path = pathThrough(points)
        drawTrace(on, path, { colour: token('--curve-halo'), width: lineWidth + 2 })
        const colour = token(equaliser?.on ? '--text' : '--faint')
        drawTrace(on, path, { colour, width: lineWidth, dash })
      }
    },
    [
      session,
      grid,
      thirds,
      original,
      master,
      reference,
      response,
      curveDb,
      equaliser?.on,
      gainScale,
      playing,
      listenTo,
    ],
  )

  const cursor: PlotCursor = {
    label: 'Spectrum cursor',
    steps: grid.count,
    stepAt: (x, width) => {
      const { left, width: inner } = frameOf(width, 1)
      const freqHz = toValue(FREQUENCY, (x - left) / inner)
      for (let k = 0; k < grid.count; k++) if (freqHz < grid.edgeHz(k + 1)) return k
      return grid.count - 1
    },
    xOf: (step, width) => xOf(frameOf(width, 1), FREQUENCY, grid.centreHz(step)),
    read: (step) => {
      const level = (levels: Float32Array | undefined): string =>
        levels ? `${formatNumber(levels[step] ?? Number.NEGATIVE_INFINITY, 1)} dB` : '–'
      const nearest = Math.round(toFraction(FREQUENCY, grid.centreHz(step)) * (RESPONSE_POINTS - 1))
      return [
        `${formatFrequency(grid.centreHz(step))}`,
        `Original ${level(original)}`,
        `Master ${level(master)}`,
        ...(reference ? [`Reference ${level(reference)}`] : []),
        ...(curveDb ? [`Tone curve ${formatSigned(curveDb[nearest] ?? 0, 1)} dB`] : []),
        ...(response && equaliser?.on
          ? [`Equaliser ${formatSigned(response.mid[nearest] ?? 0, 1)} dB`]
          : []),
      ].join('\n')
    },
  }

  return (
    <Plot
      label="Spectrum"
      className="spectrum-plot"
      draw={draw}
      cursor={cursor}
      summary={spectrumSentences(before, after, equaliser?.on ? bandsInUse(handles) : [])}
    >
      {equaliser ? (
        <EqualiserHandles
          handles={handles}
          on={equaliser.on}
          gainScale={gainScale}
          margin={MARGIN}
          onHold={(held) => setHeldScale(held ? freeScale : null)}
        />
      ) : null}
    </Plot>
  )
}
