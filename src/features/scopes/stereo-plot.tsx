import { useCallback, useRef } from 'react'
import type { MeterFrame } from '../../monitor/protocol/meter-frame'
import { useSession } from '../../session/use-session'
import { heaviestReference, measuredSignal, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { type Frame, xOf } from '../../ui/plots/axes'
import { Plot, type PlotCursor } from '../../ui/plots/plot'
import type { Surface } from '../../ui/plots/surface'
import type { Scale } from '../../ui/scale'
import { formatSigned } from '../../words/format'
import { correlationWords, stereoSentences, wholeCorrelation } from '../../words/stereo-sentences'
import { drawGoniometer, drawGoniometerFrame } from './goniometer'

const CORRELATION: Scale = { kind: 'linear', min: -1, max: 1 }
/** Pictures that fade behind the newest. */
const TRAIL = 8
const SMOOTHING = 0.15
const BAR_HEIGHT = 10
const CURSOR_STEPS = 41

/** Goniometer of what is heard, and its correlation: now, and of the whole track. */
export const StereoPlot = () => {
  const session = useSession()
  const playing = useStudio((state) => state.playing)
  const listenTo = useStudio((state) => state.listenTo)
  const original = useStudio((state) => selectedTrack(state)?.analysis?.correlation)
  const master = useStudio((state) => selectedTrack(state)?.master?.analysis.correlation)
  const reference = useStudio((state) => heaviestReference(state)?.fingerprint.correlation)
  const channels = useStudio((state) => selectedTrack(state)?.facts?.channelCount)
  const heard = master === undefined ? 'original' : measuredSignal(listenTo)
  const live = useRef({ trail: [] as MeterFrame[], correlation: 0 })

  const draw = useCallback(
    (surface: Surface): boolean => {
      const { width, height, token, context } = surface
      const state = live.current
      const meters = playing ? session.playback.meters.current() : null
      if (meters && meters !== state.trail[0]) {
        state.trail.unshift(meters)
        state.trail.length = Math.min(state.trail.length, TRAIL)
        state.correlation += SMOOTHING * (meters[heard].correlation - state.correlation)
      }
      const bar = barFrame(width, height)
      const radius = Math.max(10, Math.min((bar.top - 40) / 2, width / 2 - 24))
      const [x, y] = [width / 2, 16 + radius]
      drawGoniometerFrame(surface, x, y, radius)
      for (const [age, frame] of [...state.trail.entries()].reverse())
        drawGoniometer(
          surface,
          frame[heard].goniometer,
          x,
          y,
          radius,
          token(`--${heard}`),
          0.9 * (1 - age / TRAIL),
        )

      context.fillStyle = token('--sunken')
      context.fillRect(bar.left, bar.top, bar.width, bar.height)
      const middle = xOf(bar, CORRELATION, 0)
      if (state.trail.length > 0) {
        const at = xOf(bar, CORRELATION, state.correlation)
        context.fillStyle = token(state.correlation < 0 ? '--bad' : '--good')
        context.fillRect(Math.min(at, middle), bar.top, Math.abs(at - middle), bar.height)
        context.fillStyle = token('--text')
        context.fillRect(at - 1, bar.top - 2, 2, bar.height + 4)
      }
      for (const [value, colour, below] of [
        [original, '--original', false],
        [master, '--master', true],
        [reference, '--reference', true],
      ] as const)
        if (typeof value === 'number') {
          const at = xOf(bar, CORRELATION, value)
          const [edge, tip] = below
            ? [bar.top + bar.height + 7, bar.top + bar.height + 1]
            : [bar.top - 7, bar.top - 1]
          context.fillStyle = token(colour)
          context.beginPath()
          context.moveTo(at, tip)
          context.lineTo(at - 4, edge)
          context.lineTo(at + 4, edge)
          context.fill()
        }
      context.fillStyle = token('--secondary')
      context.textBaseline = 'middle'
      context.textAlign = 'right'
      context.fillText('−1', bar.left - 5, bar.top + bar.height / 2)
      context.textAlign = 'left'
      context.fillText('+1', bar.left + bar.width + 5, bar.top + bar.height / 2)
      context.textBaseline = 'top'
      context.fillStyle = token('--text')
      const words =
        state.trail.length > 0
          ? `${formatSigned(state.correlation, 2)}\n${correlationWords(state.correlation)}`
          : 'Play, and see\nthe stereo image.'
      context.fillText('Correlation', 8, 8)
      for (const [line, text] of words.split('\n').entries())
        context.fillText(text, 8, 22 + 14 * line)
      return playing
    },
    [session, playing, heard, original, master, reference],
  )

  const cursor: PlotCursor = {
    label: 'Stereo cursor',
    steps: CURSOR_STEPS,
    stepAt: (x, width) => {
      const bar = barFrame(width, 100)
      const at = Math.round(((x - bar.left) / bar.width) * (CURSOR_STEPS - 1))
      return at < 0 || at >= CURSOR_STEPS ? null : at
    },
    xOf: (step, width) => {
      const bar = barFrame(width, 100)
      return bar.left + (step / (CURSOR_STEPS - 1)) * bar.width
    },
    read: (step) => {
      const value = -1 + (2 * step) / (CURSOR_STEPS - 1)
      return [
        `Correlation ${formatSigned(value, 2)}: ${correlationWords(value)}`,
        ...wholeCorrelation('Original', original),
        ...wholeCorrelation('Master', master),
        ...wholeCorrelation('Reference', reference),
      ].join('\n')
    },
  }

  return (
    <Plot
      label="Stereo image"
      draw={draw}
      cursor={cursor}
      summary={stereoSentences(channels, original, master, reference)}
    />
  )
}

const barFrame = (width: number, height: number): Frame => ({
  left: 30,
  top: height - BAR_HEIGHT - 12,
  width: Math.max(1, width - 60),
  height: BAR_HEIGHT,
})
