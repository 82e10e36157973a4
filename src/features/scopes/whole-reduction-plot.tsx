import { useCallback, useMemo, useRef } from 'react'
import { useSession } from '../../session/use-session'
import type { MasterState } from '../../store/tracks'
import { useStudio } from '../../store/use-studio'
import { Plot, type PlotCursor } from '../../ui/plots/plot'
import type { Surface } from '../../ui/plots/surface'
import { useFrame } from '../../ui/use-frame'
import { formatTime } from '../../words/format'
import { reductionText, wholeReductionSentences } from '../../words/reduction-sentences'
import { drawReduction, type RowPicture, rowCursor, rowFrames } from './draw-reduction'
import { reductionColumns } from './reduction-columns'
import { rowLabel } from './row-label'

const CURSOR_STEPS = 201

/** What each band of each module took off over the whole master, and takes off now. */
export const WholeReductionPlot = ({ master }: { readonly master: MasterState }) => {
  const session = useSession()
  const playing = useStudio((state) => state.playing)
  const headRef = useRef<HTMLDivElement>(null)
  const { durationSeconds } = master.analysis
  const rows = useMemo(
    () =>
      master.reductions.flatMap(({ moduleId, hopSeconds, bandsDb }) =>
        bandsDb.map((bandDb, band) => ({
          moduleId,
          band,
          label: rowLabel({ moduleId, band, bandCount: bandsDb.length }),
          hopSeconds,
          bandDb,
          largestDb: bandDb.reduce((most, db) => Math.max(most, db), 0),
        })),
      ),
    [master.reductions],
  )
  const columns = useMemo(() => {
    let made = { width: -1, points: [] as readonly Float32Array[] }
    return (width: number): readonly Float32Array[] => {
      if (made.width !== width)
        made = {
          width,
          points: rows.map(({ bandDb, hopSeconds }) =>
            reductionColumns(bandDb, hopSeconds, durationSeconds, width),
          ),
        }
      return made.points
    }
  }, [rows, durationSeconds])

  const draw = useCallback(
    (surface: Surface): boolean => {
      const { width, height, context, token } = surface
      if (rows.length === 0) {
        context.fillStyle = token('--secondary')
        context.textAlign = 'center'
        context.textBaseline = 'middle'
        context.fillText('No module that takes anything off is on.', width / 2, height / 2)
        return false
      }
      const points = columns(rowFrames(width, height, rows.length)[0]?.width ?? 1)
      const live = playing ? session.playback.meters.current()?.reductions : undefined
      drawReduction(
        surface,
        rows.map(({ moduleId, band, label, largestDb }, index): RowPicture => {
          const now = live?.find((module) => module.moduleId === moduleId)?.reductionDb[band]
          const curve = points[index] ?? new Float32Array(0)
          return { label, points: curve, count: curve.length / 2, nowDb: now ?? null, largestDb }
        }),
      )
      return playing
    },
    [session, playing, rows, columns],
  )

  useFrame(() => {
    const head = headRef.current
    if (!head || durationSeconds === 0) return playing
    const share = Math.min(1, session.playback.trackSeconds() / durationSeconds)
    head.style.transform = `translateX(${share * 100}%)`
    return playing
  }, session.playback.onMove)

  const cursor: PlotCursor = {
    ...rowCursor(CURSOR_STEPS),
    read: (step) => {
      const seconds = (step / (CURSOR_STEPS - 1)) * durationSeconds
      return [
        formatTime(seconds, true),
        ...rows.map(({ label, bandDb, hopSeconds }) => {
          const hop = Math.min(bandDb.length - 1, Math.floor(seconds / hopSeconds))
          return `${label} ${reductionText(bandDb[hop] ?? 0)}`
        }),
      ].join('\n')
    },
  }

  return (
    <Plot
      label="Gain reduction"
      draw={draw}
      cursor={cursor}
      summary={wholeReductionSentences(rows)}
    >
      {rows.length > 0 ? (
        <div className="reduction-time" aria-hidden="true">
          <div ref={headRef} />
        </div>
      ) : null}
    </Plot>
  )
}
