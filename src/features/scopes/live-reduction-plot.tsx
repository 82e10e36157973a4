import { useCallback, useMemo, useRef, useState } from 'react'
import { descriptorOf } from '../../chain/registry'
import { useSession } from '../../session/use-session'
import { selectedRecipe, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { Plot, type PlotCursor } from '../../ui/plots/plot'
import type { Surface } from '../../ui/plots/surface'
import { formatNumber } from '../../words/format'
import { liveReductionSentences } from '../../words/reduction-sentences'
import { drawReduction, type RowPicture, rowCursor, rowFrames } from './draw-reduction'
import { ReductionHistory } from './reduction-history'
import { rowLabel } from './row-label'

const SPAN_SECONDS = 10
/** More than the frames of the span at the highest rate that is listened at. */
const HISTORY_FRAMES = 1024
const CURSOR_STEPS = 101

/** What the modules take off while it plays: the last seconds per band, and now. */
export const LiveReductionPlot = () => {
  const session = useSession()
  const playing = useStudio((state) => state.playing)
  const verdict = useStudio((state) => selectedTrack(state)?.master?.verdict)
  const modules = useStudio((state) => selectedRecipe(state)?.modules)
  const history = useMemo(() => new ReductionHistory(HISTORY_FRAMES), [])
  // Rendered anew when bands come or go, so that the text of the cursor says what there is.
  const [, setRows] = useState(history.rows)
  const live = useRef({ frame: null as object | null, seconds: 0 })
  const pictures = useRef(new Map<string, Float32Array>())

  const draw = useCallback(
    (surface: Surface): boolean => {
      const { width, height, context, token } = surface
      const state = live.current
      const meters = playing ? session.playback.meters.current() : null
      if (meters && meters !== state.frame) {
        state.frame = meters
        state.seconds += meters.durationSeconds
        history.push(meters.reductions, state.seconds)
        setRows(history.rows)
      }
      const { rows } = history
      if (rows.length === 0) {
        context.fillStyle = token('--secondary')
        context.textAlign = 'center'
        context.textBaseline = 'middle'
        context.fillText('Play, and see what each module takes off.', width / 2, height / 2)
        return playing
      }
      const inner = rowFrames(width, height, rows.length)[0]?.width ?? 1
      drawReduction(
        surface,
        rows.map((row): RowPicture => {
          const label = rowLabel(row)
          const points = pictures.current.get(label) ?? new Float32Array(2 * HISTORY_FRAMES)
          pictures.current.set(label, points)
          let count = 0
          for (let age = HISTORY_FRAMES - 1; age >= 0; age--) {
            const ago = state.seconds - history.timeAt(age)
            if (ago > SPAN_SECONDS) continue
            points[2 * count] = (1 - ago / SPAN_SECONDS) * inner
            points[2 * count + 1] = history.at(row, age)
            count++
          }
          const nowDb = playing ? history.at(row, 0) : null
          return { label, points, count, nowDb, largestDb: history.largest(row) }
        }),
      )
      return playing
    },
    [session, playing, history],
  )

  const cursor: PlotCursor = {
    ...rowCursor(CURSOR_STEPS),
    read: (step) => {
      const ago = (1 - step / (CURSOR_STEPS - 1)) * SPAN_SECONDS
      if (history.rows.length === 0) return 'Nothing played yet'
      let age = 0
      while (age < HISTORY_FRAMES - 1 && live.current.seconds - history.timeAt(age) < ago) age++
      return [
        `${formatNumber(ago, 1)} s ago`,
        ...history.rows.map(
          (row) => `${rowLabel(row)} ${formatNumber(-history.at(row, age), 1)} dB`,
        ),
      ].join('\n')
    },
  }

  const figures = verdict && verdict.status !== 'unmeasurable' ? verdict : null
  const working = (modules ?? []).flatMap(({ on, id }) =>
    on ? [descriptorOf(id)?.label ?? id] : [],
  )
  return (
    <Plot
      label="Gain reduction"
      draw={draw}
      cursor={cursor}
      summary={liveReductionSentences(SPAN_SECONDS, working, figures)}
    />
  )
}
