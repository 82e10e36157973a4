import { foundIn } from '../../analysis/findings/finding'
import { selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { findingName, severityOf } from '../../words/finding-words'
import { formatTime } from '../../words/format'
import type { TimeWindow } from './time-window'
import './finding-marks.css'

/** So many places are named; the list of findings leads to the others. */
const MOST_TOLD = 3

/** Where something was found, as a line under the wave; what is everywhere has no mark. */
export const FindingMarks = ({ window }: { readonly window: TimeWindow }) => {
  const analysis = useStudio((state) => selectedTrack(state)?.analysis)
  const placed = analysis ? foundIn(analysis).filter(({ places }) => places.length > 0) : []
  if (placed.length === 0) return null
  const span = window.to - window.from
  const told = placed.map(({ kind, places }) => {
    const times = places.slice(0, MOST_TOLD).map((place) => formatTime(place.startSeconds))
    const more = places.length - times.length
    return `${findingName(kind)} at ${times.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  })
  return (
    <div className="finding-marks" role="img" aria-label={`Findings: ${told.join('; ')}.`}>
      {placed.flatMap((finding) =>
        finding.places.map(({ startSeconds, endSeconds }) =>
          endSeconds < window.from || startSeconds > window.to ? null : (
            <span
              key={`${finding.kind} ${startSeconds}`}
              className={`is-${severityOf(finding)}`}
              style={{
                left: `${((startSeconds - window.from) / span) * 100}%`,
                width: `${((endSeconds - startSeconds) / span) * 100}%`,
              }}
            />
          ),
        ),
      )}
    </div>
  )
}
