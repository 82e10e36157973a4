import { useCallback, useMemo } from 'react'
import type { Analysis } from '../../analysis/analysis'
import type { TrackState } from '../../store/tracks'
import { drawXAxis } from '../../ui/plots/axes'
import { Plot, type PlotCursor } from '../../ui/plots/plot'
import type { Surface } from '../../ui/plots/surface'
import { timeTicks } from '../../ui/plots/ticks'
import { formatNumber, formatTime } from '../../words/format'
import { waveformSentences } from '../../words/waveform-sentences'
import { drawLoudness } from './draw-loudness'
import { drawMarks } from './draw-marks'
import { clippedBins, overCeilingBins } from './marks'
import type { TimeWindow } from './time-window'
import { Wave } from './wave'

export interface WaveformPlotProps {
  readonly track: TrackState
  readonly durationSeconds: number
  readonly window: TimeWindow
  readonly targetLufs: number | null
}

const CURSOR_STEPS = 201
/** Below this height there is no room for a time axis. */
const LOWEST_WITH_AXIS = 140
const AXIS_HEIGHT = 18
const TICK_HEIGHT = 4

/** What of the plot's height the waves fill. */
const waveHeight = (height: number): number =>
  height >= LOWEST_WITH_AXIS ? height - AXIS_HEIGHT : height

/** The louder of master and original behind, the quieter before it, so that both are seen; loudness of both above, and marks where something is over. */
export const WaveformPlot = (props: WaveformPlotProps) => {
  const { track, durationSeconds, window, targetLufs } = props
  const { peaks, master, analysis } = track
  const clipped = useMemo(() => (peaks ? clippedBins(peaks, analysis) : []), [peaks, analysis])
  const over = useMemo(
    () => (master ? overCeilingBins(master.peaks, master.recipe.landing.ceilingDbtp) : []),
    [master],
  )

  const draw = useCallback(
    (surface: Surface): boolean => {
      const { width, height, token } = surface
      const inner = waveHeight(height)
      // Ticks only: lines would cross the waves, which lie below this canvas.
      if (inner < height)
        drawXAxis(
          surface,
          { left: 0, top: inner, width, height: TICK_HEIGHT },
          { kind: 'linear', min: window.from, max: window.to },
          timeTicks(window.to - window.from, width, window.from),
        )
      drawLoudness(surface.context, {
        width,
        height: inner,
        window,
        targetLufs,
        tokenOf: token,
        curves: [
          { of: analysis, colour: '--curve-original' },
          { of: master?.analysis, colour: '--curve-master' },
        ].flatMap(({ of, colour }) =>
          of
            ? [
                {
                  lufs: of.loudness.shortTermLufs,
                  hopSeconds: of.loudness.seriesHopSeconds,
                  colour,
                },
              ]
            : [],
        ),
      })
      if (peaks) drawMarks(surface, clipped, peaks.bins, window, durationSeconds, 'top')
      if (master) drawMarks(surface, over, master.peaks.bins, window, durationSeconds, 'bottom')
      return false
    },
    [peaks, master, analysis, window, durationSeconds, targetLufs, clipped, over],
  )

  const cursor: PlotCursor = {
    label: 'Waveform cursor',
    steps: CURSOR_STEPS,
    stepAt: (x, width) => Math.round((x / width) * (CURSOR_STEPS - 1)),
    xOf: (step, width) => (step / (CURSOR_STEPS - 1)) * width,
    read: (step) => {
      const seconds = window.from + (step / (CURSOR_STEPS - 1)) * (window.to - window.from)
      const peakAt = (each: TrackState['peaks'] | undefined): string => {
        if (!each || each.bins === 0) return '–'
        const bin = Math.min(each.bins - 1, Math.floor((seconds / durationSeconds) * each.bins))
        const peak = Math.max(-(each.values[2 * bin] ?? 0), each.values[2 * bin + 1] ?? 0)
        return `${formatNumber(20 * Math.log10(peak), 1)} dBFS`
      }
      return [
        formatTime(seconds, true),
        `Original ${peakAt(peaks)}`,
        `Master ${peakAt(master?.peaks)}`,
      ].join('\n')
    },
  }

  const view = { window, durationSeconds, heightOf: waveHeight }
  return (
    <Plot
      label="Waveforms"
      className="wave-plot"
      draw={draw}
      cursor={cursor}
      summary={waveformSentences({
        name: track.name,
        durationSeconds,
        window,
        clippedSeconds: secondsOf(clipped, peaks?.bins, durationSeconds),
        overCeilingSeconds: secondsOf(over, master?.peaks.bins, durationSeconds),
        original: analysis,
        master: master?.analysis ?? null,
        ceilingDbtp: master?.recipe.landing.ceilingDbtp ?? 0,
      })}
      behind={
        <>
          {master ? (
            <Wave
              peaks={master.peaks}
              colour="--wave-master"
              inFront={isQuieter(master.analysis, analysis)}
              {...view}
            />
          ) : null}
          {peaks ? <Wave peaks={peaks} colour="--wave-original" {...view} /> : null}
        </>
      }
    />
  )
}

const isQuieter = (master: Analysis, original: Analysis | null): boolean =>
  (master.loudness.integratedLufs ?? 0) < (original?.loudness.integratedLufs ?? 0)

/** Where the first of the marked bins is; null where none is marked. */
const secondsOf = (marked: readonly number[], bins = 1, durationSeconds: number): number | null =>
  marked.length === 0 ? null : ((marked[0] ?? 0) / Math.max(1, bins)) * durationSeconds
