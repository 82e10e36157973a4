import type { Analysis } from '../../analysis/analysis'
import { useSession } from '../../session/use-session'
import {
  masterIsStale,
  selectedDamage,
  selectedGradeIsStopped,
  selectedTrack,
} from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { damageWords } from '../../words/damage-words'
import { formatNumber } from '../../words/format'
import './measurements.css'
import { MEASUREMENT_ROWS, type MeasurementRow } from '../../words/measurement-rows'

const FULL_SCALE_DBTP = 0
const DAMAGE_MEANS =
  'How audible it is what the last stage did, by an ear model: 0 not at all, −1 audible, −4 very annoying'

/** Both signals in numbers. */
export const MeasurementsPanel = () => {
  const session = useSession()
  const track = useStudio(selectedTrack)
  const stale = useStudio(masterIsStale)
  const gradeIsStopped = useStudio(selectedGradeIsStopped)
  const busy = useStudio((state) => state.jobs.some((job) => job.trackId === state.selectedId))
  const original = track?.analysis ?? null
  const master = track?.master?.analysis ?? null
  const ceilingDbtp = track?.master?.recipe.landing.ceilingDbtp ?? FULL_SCALE_DBTP
  return (
    <section className="measurements" aria-label="Measured facts">
      <table aria-label="Measurements" className={stale ? 'is-stale' : ''}>
        <thead>
          <tr>
            <td className="corner">Measurements</td>
            <th scope="col" className="is-original">
              Original
            </th>
            <th scope="col" className="is-master">
              Master
            </th>
          </tr>
        </thead>
        <tbody>
          {MEASUREMENT_ROWS.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <td className="is-original">
                <Value row={row} analysis={original} limitDbtp={FULL_SCALE_DBTP} />
              </td>
              <td className="is-master">
                <Value row={row} analysis={master} limitDbtp={ceilingDbtp} />{' '}
                <span className="unit">{row.unit}</span>
              </td>
            </tr>
          ))}
          <DamageRow />
        </tbody>
      </table>
      {track?.halted === 'analysis' && !busy ? (
        <Halted
          words="The analysis was stopped."
          again="Analyse now"
          onAgain={() => void session.tracks.analyseAgain(track.id)}
        />
      ) : null}
      {track && gradeIsStopped && !busy ? (
        <Halted
          words="The damage grade was stopped."
          again="Grade now"
          onAgain={() => void session.tracks.gradeAgain(track.id)}
        />
      ) : null}
    </section>
  )
}

/** Work that somebody stopped, and how it is taken up again. */
const Halted = (props: {
  readonly words: string
  readonly again: string
  readonly onAgain: () => void
}) => (
  <p className="measuring-halted">
    {props.words}{' '}
    <button type="button" className="button small" onClick={props.onAgain}>
      {props.again}
    </button>
  </p>
)

/** The master's row alone: an original has no damage of ours. */
const DamageRow = () => {
  const session = useSession()
  const damage = useStudio(selectedDamage)
  const job = useStudio((state) =>
    state.jobs.find(({ kind, trackId }) => kind === 'grading' && trackId === state.selectedId),
  )
  return (
    <tr>
      <th scope="row" title={DAMAGE_MEANS}>
        Damage
      </th>
      <td className="is-original">
        <data value="">–</data>
      </td>
      <td className="is-master" title={damage ? damageWords(damage.grade) : undefined}>
        {damage ? (
          <data value={String(damage.grade)}>{formatNumber(damage.grade, 2)}</data>
        ) : (
          <data value="" className={job ? 'grading' : ''}>
            {job ? `${Math.round(job.fraction * 100)} %` : '–'}
          </data>
        )}{' '}
        <span className="unit">
          {job ? (
            <button
              type="button"
              className="stop-grading"
              aria-label="Stop grading"
              title="Stop grading"
              onClick={() => session.tracks.cancel(job.trackId, 'grading')}
            >
              ×
            </button>
          ) : null}
        </span>
      </td>
    </tr>
  )
}

/** A true peak over its limit is marked here, since peaks between samples have no place on the waveform. */
const Value = ({
  row,
  analysis,
  limitDbtp,
}: {
  readonly row: MeasurementRow
  readonly analysis: Analysis | null
  readonly limitDbtp: number
}) => {
  const value = analysis === null ? null : row.value(analysis)
  if (value === null) return <data value="">–</data>
  const number = <data value={String(value)}>{row.format(value)}</data>
  if (!row.hasLimit || value <= limitDbtp) return number
  const words = limitDbtp === FULL_SCALE_DBTP ? 'over full scale' : 'over the ceiling'
  return (
    <span className="is-over" title={words}>
      <span aria-hidden="true">▲</span>
      <span className="visually-hidden">{words} </span>
      {number}
    </span>
  )
}
