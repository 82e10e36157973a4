import type { Analysis } from '../../analysis/analysis'
import { useSession } from '../../session/use-session'
import { masterIsStale, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/studio-store'
import { findingSentence } from './finding-sentence'
import './measurements.css'
import { MEASUREMENT_ROWS, type MeasurementRow } from './rows'

/** Both signals in numbers, and what the original's numbers mean. */
export const MeasurementsPanel = () => {
  const session = useSession()
  const track = useStudio(selectedTrack)
  const stale = useStudio(masterIsStale)
  const busy = useStudio((state) => state.jobs.some((job) => job.trackId === state.selectedId))
  const original = track?.analysis ?? null
  const master = track?.master?.analysis ?? null
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
                <Value row={row} analysis={original} />
              </td>
              <td className="is-master">
                <Value row={row} analysis={master} /> <span className="unit">{row.unit}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {track?.halted === 'analysis' && !busy ? (
        <p className="finding">
          The analysis was stopped.{' '}
          <button
            type="button"
            className="button small"
            onClick={() => void session.analyseAgain(track.id)}
          >
            Analyse now
          </button>
        </p>
      ) : null}
      {original?.findings.map((finding) => (
        <p key={finding.kind} className="finding">
          {findingSentence(finding)}
        </p>
      ))}
    </section>
  )
}

const Value = ({
  row,
  analysis,
}: {
  readonly row: MeasurementRow
  readonly analysis: Analysis | null
}) => {
  const value = analysis === null ? null : row.value(analysis)
  return value === null ? (
    <data value="">–</data>
  ) : (
    <data value={String(value)}>{row.format(value)}</data>
  )
}
