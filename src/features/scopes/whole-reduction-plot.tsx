import { useCallback, useMemo, useRef } from 'react'
import { useSession } from '../../session/use-session'
import { useStudio } from '../../store/studio-store'
import type { MasterState } from '../../store/tracks'
import { formatNumber, formatTime } from '../../ui/format'
import { Plot, type PlotCursor } from '../../ui/plots/plot'
import type { Surface } from '../../ui/plots/surface'
import { useFrame } from '../../ui/use-frame'
import { drawReduction, type LanePicture, laneCursor, laneFrames } from './draw-reduction'
import { laneLabel } from './lane-label'
import { reductionColumns } from './reduction-columns'

const CURSOR_STEPS = 201

/** What each band of each module took off over the whole master, and takes off now. */
export const WholeReductionPlot = ({ master }: { readonly master: MasterState }) => {
  const session = useSession()
  const playing = useStudio((state) => state.playing)
  const headRef = useRef<HTMLDivElement>(null)
  const { durationSeconds } = master.analysis
  const lanes = useMemo(
    () =>
      master.reductions.flatMap(({ moduleId, hopSeconds, bandsDb }) =>
        bandsDb.map((bandDb, band) => ({
          moduleId,
          band,
          label: laneLabel({ moduleId, band, bandCount: bandsDb.length }),
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
          points: lanes.map(({ bandDb, hopSeconds }) =>
            reductionColumns(bandDb, hopSeconds, durationSeconds, width),
          ),
        }
      return made.points
    }
  }, [lanes, durationSeconds])

  const draw = useCallback(
    (surface: Surface): boolean => {
      const { width, height, context, token } = surface
      if (lanes.length === 0) {
        context.fillStyle = token('--secondary')
        context.textAlign = 'center'
        context.textBaseline = 'middle'
        context.fillText('No module that takes anything off is on.', width / 2, height / 2)
        return false
      }
      const points = columns(laneFrames(width, height, lanes.length)[0]?.width ?? 1)
      const live = playing ? session.meters.current()?.reductions : undefined
      drawReduction(
        surface,
        lanes.map(({ moduleId, band, label, largestDb }, index): LanePicture => {
          const now = live?.find((module) => module.moduleId === moduleId)?.reductionDb[band]
          const curve = points[index] ?? new Float32Array(0)
          return { label, points: curve, count: curve.length / 2, nowDb: now ?? null, largestDb }
        }),
      )
      return playing
    },
    [session, playing, lanes, columns],
  )

  useFrame(() => {
    const head = headRef.current
    if (!head || durationSeconds === 0) return
    const share = Math.min(1, session.positionSeconds() / durationSeconds)
    head.style.transform = `translateX(${share * 100}%)`
  })

  const cursor: PlotCursor = {
    ...laneCursor(CURSOR_STEPS),
    read: (step) => {
      const seconds = (step / (CURSOR_STEPS - 1)) * durationSeconds
      return [
        formatTime(seconds, true),
        ...lanes.map(({ label, bandDb, hopSeconds }) => {
          const hop = Math.min(bandDb.length - 1, Math.floor(seconds / hopSeconds))
          return `${label} ${decibels(bandDb[hop] ?? 0)}`
        }),
      ].join('\n')
    },
  }

  return (
    <Plot
      label="Gain reduction"
      draw={draw}
      cursor={cursor}
      summary={`Gain reduction over the whole master, one lane for each band of each module that has any; the arrow keys move a cursor that reads it. Largest: ${
        lanes.map(({ label, largestDb }) => `${label} ${decibels(largestDb)}`).join(', ') || 'none'
      }.`}
    >
      {lanes.length > 0 ? (
        <div className="reduction-time" aria-hidden="true">
          <div ref={headRef} />
        </div>
      ) : null}
    </Plot>
  )
}

const decibels = (reductionDb: number): string =>
  `${reductionDb === 0 ? '0.0' : formatNumber(-reductionDb, 1)} dB`
