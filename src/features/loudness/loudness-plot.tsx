import { useCallback, useMemo } from 'react'
import { heaviestReference, selectedRecipe, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { drawXAxis, drawYAxis, type Frame, xOf, yOf } from '../../ui/plots/axes'
import { Plot, type PlotCursor } from '../../ui/plots/plot'
import type { Surface } from '../../ui/plots/surface'
import { timeTicks } from '../../ui/plots/ticks'
import { drawTrace, pathThrough } from '../../ui/plots/traces'
import type { Scale } from '../../ui/scale'
import { formatNumber, formatTime } from '../../words/format'
import { loudnessSentences } from '../../words/loudness-sentences'
import { runningIntegrated } from './running-integrated'

const LUFS: Scale = { kind: 'linear', min: -42, max: 0 }
const LUFS_TICKS = [-36, -30, -24, -18, -12, -6].map((value) => ({
  value,
  label: formatNumber(value, 0),
}))
/** Blocks of 400 ms every 100 ms: the first three reach before the start. */
const PARTIAL_MOMENTARY = 3
const PARTIAL_SHORT_TERM = 29
const MOMENTARY_SECONDS = 0.4
const SHORT_TERM_SECONDS = 3
const ROOM_BELOW = 18
const INTEGRATED_DASH = [8, 3, 2, 3]
const CURSOR_STEPS = 200

/** Momentary, short-term and integrated loudness of both signals over time, the target, and a reference spread over the track. */
export default function LoudnessPlot() {
  const original = useStudio((state) => selectedTrack(state)?.analysis) ?? null
  const master = useStudio((state) => selectedTrack(state)?.master?.analysis) ?? null
  const targetLufs = useStudio((state) => selectedRecipe(state)?.targetLufs ?? null)
  const reference = useStudio(heaviestReference)
  const course = reference?.fingerprint.courseLufs
  const durationSeconds = original?.durationSeconds ?? 0
  const signals = useMemo(
    () =>
      [
        { name: 'Original', analysis: original, colour: '--original' },
        { name: 'Master', analysis: master, colour: '--master' },
      ].flatMap(({ analysis, ...rest }) =>
        analysis
          ? [
              {
                ...rest,
                loudness: analysis.loudness,
                integrated: runningIntegrated(analysis.loudness.momentaryLufs, PARTIAL_MOMENTARY),
              },
            ]
          : [],
      ),
    [original, master],
  )

  const draw = useCallback(
    (surface: Surface): boolean => {
      const { width, height, token, context } = surface
      const time: Scale = { kind: 'linear', min: 0, max: Math.max(0.1, durationSeconds) }
      const frame = frameOf(width, height)
      drawXAxis(surface, frame, time, timeTicks(durationSeconds, width))
      // Labels stand inside, so that the plot is as wide as the waveform and one playhead serves both.
      drawYAxis(surface, { ...frame, left: 26, width: width - 26 }, LUFS, LUFS_TICKS)
      for (const { loudness, integrated, colour } of signals) {
        const hop = loudness.seriesHopSeconds
        const curve = (series: Float32Array, first: number, windowSeconds: number) =>
          curveOf(series, first, hop, windowSeconds, frame, time)
        const dashed = colour === '--original'
        drawTrace(surface, curve(loudness.momentaryLufs, PARTIAL_MOMENTARY, MOMENTARY_SECONDS), {
          colour: token(colour),
          width: 1,
          alpha: 0.45,
        })
        drawTrace(surface, curve(loudness.shortTermLufs, PARTIAL_SHORT_TERM, SHORT_TERM_SECONDS), {
          colour: token(colour),
          width: 2,
          dash: dashed ? [6, 3] : [],
        })
        drawTrace(surface, curve(integrated, PARTIAL_MOMENTARY, 0), {
          colour: token(dashed ? '--curve-original' : '--curve-master'),
          width: 1.5,
          dash: INTEGRATED_DASH,
        })
      }
      if (course) {
        const points = course.flatMap((lufs, step) => [
          xOf(frame, time, ((step + 0.5) / course.length) * durationSeconds),
          yOf(frame, LUFS, lufs),
        ])
        drawTrace(surface, pathThrough(points), { colour: token('--reference'), width: 1.5 })
      }
      if (targetLufs !== null) {
        const y = Math.round(yOf(frame, LUFS, targetLufs)) + 0.5
        drawTrace(surface, pathThrough([0, y, width, y]), {
          colour: token('--text'),
          width: 1,
          dash: [2, 4],
        })
        context.fillStyle = token('--text')
        context.textAlign = 'right'
        context.textBaseline = 'bottom'
        context.fillText(`target ${formatNumber(targetLufs, 1)}`, width - 6, y - 2)
      }
      return false
    },
    [signals, course, targetLufs, durationSeconds],
  )

  const cursor: PlotCursor = {
    label: 'Loudness cursor',
    steps: CURSOR_STEPS,
    stepAt: (x, width) => Math.round((x / width) * (CURSOR_STEPS - 1)),
    xOf: (step, width) => (step / (CURSOR_STEPS - 1)) * width,
    read: (step) => {
      const seconds = (step / (CURSOR_STEPS - 1)) * durationSeconds
      const at = (series: Float32Array, hop: number): string => {
        const value = series[Math.floor(seconds / hop) - 1]
        return value === undefined || !Number.isFinite(value) ? '–' : formatNumber(value, 1)
      }
      return [
        formatTime(seconds, true),
        ...signals.map(
          ({ name, loudness, integrated }) =>
            `${name} M ${at(loudness.momentaryLufs, loudness.seriesHopSeconds)} · S ${at(loudness.shortTermLufs, loudness.seriesHopSeconds)} · I ${at(integrated, loudness.seriesHopSeconds)} LUFS`,
        ),
        ...(course
          ? [
              `Reference, from start to end, S ${formatNumber(course[Math.min(course.length - 1, Math.floor((step / CURSOR_STEPS) * course.length))] ?? Number.NaN, 1)} LUFS`,
            ]
          : []),
      ].join('\n')
    },
  }

  return (
    <Plot
      label="Loudness over time"
      className="loudness-plot"
      draw={draw}
      cursor={cursor}
      summary={loudnessSentences(original, master, targetLufs, reference?.fingerprint)}
    />
  )
}

const frameOf = (width: number, height: number): Frame => ({
  left: 0,
  top: 6,
  width,
  height: Math.max(1, height - 6 - ROOM_BELOW),
})

/** At most two points a pixel; a window's value stands in its middle. */
const curveOf = (
  series: Float32Array,
  first: number,
  hopSeconds: number,
  windowSeconds: number,
  frame: Frame,
  time: Scale,
): Path2D => {
  const stride = Math.max(1, Math.floor(series.length / (2 * Math.max(1, frame.width))))
  const points: number[] = []
  for (let k = first; k < series.length; k += stride) {
    const value = series[k] ?? Number.NaN
    points.push(
      xOf(frame, time, (k + 1) * hopSeconds - windowSeconds / 2),
      Number.isNaN(value) ? Number.NaN : yOf(frame, LUFS, value),
    )
  }
  return pathThrough(points)
}
