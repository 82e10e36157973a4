import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { Place } from '../../analysis/findings/answer'
import type { Found } from '../../analysis/findings/finding'
import { IconButton } from '../../ui/icon-button'
import { findingSentence } from '../../words/finding-sentence'
import { bandWords, certaintyWords, findingName, severityOf } from '../../words/finding-words'
import { formatTime, keepUnits } from '../../words/format'

/** One thing that was found: how bad, what it means, and the way to where it is heard. */
export const FindingItem = ({
  finding,
  onGo,
}: {
  readonly finding: Found
  readonly onGo: (place: Place) => void
}) => {
  const { kind, state, places, bandHz, certainty } = finding
  const [shown, setShown] = useState(0)
  const severity = severityOf(finding)
  const sentence = findingSentence(finding)
  const place = places[Math.min(shown, places.length - 1)]
  const step = (by: number): void => {
    const next = (shown + by + places.length) % places.length
    const there = places[next]
    setShown(next)
    if (there) onGo(there)
  }
  return (
    <li className={`found is-${severity}`} data-finding={kind} data-state={state}>
      <div className="found-head">
        <strong>{findingName(kind)}</strong>
        <span className="found-severity">
          <span className="found-dots" aria-hidden="true" />
          {severity}, {certaintyWords(certainty)}
        </span>
      </div>
      <p>
        {keepUnits(sentence)}
        {bandHz && !sentence.includes(bandWords(bandHz)) ? (
          <span className="unit"> {bandWords(bandHz)}</span>
        ) : null}
      </p>
      {place ? (
        <div className="found-places">
          <button type="button" className="button small" onClick={() => onGo(place)}>
            Go to {formatTime(place.startSeconds)}
          </button>
          {places.length > 1 ? (
            <>
              <IconButton
                label={`Previous place: ${findingName(kind)}`}
                title="Previous place"
                icon={ChevronLeft}
                size={13}
                className="small"
                onClick={() => step(-1)}
              />
              <span className="unit">
                {Math.min(shown, places.length - 1) + 1} of {places.length}
              </span>
              <IconButton
                label={`Next place: ${findingName(kind)}`}
                title="Next place"
                icon={ChevronRight}
                size={13}
                className="small"
                onClick={() => step(1)}
              />
            </>
          ) : null}
        </div>
      ) : null}
    </li>
  )
}
