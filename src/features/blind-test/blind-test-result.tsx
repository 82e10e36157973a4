import { Check, X } from 'lucide-react'
import { type AbxTest, type Score, SIGNIFICANT, type Sound, scoreOf } from './abx'

export interface BlindTestResultProps {
  readonly test: AbxTest
  /** What the first and the second sound were. */
  readonly names: readonly [first: string, second: string]
  readonly onAgain: () => void
  readonly onClose: () => void
}

/** The reveal: what they were, how many were right, and how likely that is by guessing. */
export const BlindTestResult = ({ test, names, onAgain, onClose }: BlindTestResultProps) => {
  const score = scoreOf(test)
  const nameOf = (sound: Sound | null): string => (sound === 'second' ? names[1] : names[0])
  return (
    <>
      <p className="blind-score" role="status">
        <strong>
          {score.right} of {score.total} right.
        </strong>{' '}
        {verdictOf(score)}
      </p>
      <p>
        First was: {names[0]}. Second was: {names[1]}.
      </p>
      <div className="blind-table">
        <table aria-label="Trials">
          <thead>
            <tr>
              <th scope="col">Trial</th>
              <th scope="col">X was</th>
              <th scope="col">You said</th>
              <th scope="col">Right</th>
            </tr>
          </thead>
          <tbody>
            {test.trials.map(({ x, answer }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: trials are known by their number
              <tr key={index}>
                <td>{index + 1}</td>
                <td>{nameOf(x)}</td>
                <td>{nameOf(answer)}</td>
                <td>
                  {x === answer ? (
                    <Check size={14} aria-label="yes" />
                  ) : (
                    <X size={14} aria-label="no" />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="blind-actions">
        <button type="button" className="button" onClick={onAgain}>
          Again
        </button>
        <button type="button" className="button primary" onClick={onClose}>
          Close
        </button>
      </div>
    </>
  )
}

/** "Guessing does this well 1.9 % of the time (p = 0.0193): …" */
const verdictOf = ({ byChance }: Score): string => {
  const percent = byChance * 100
  const often = percent < 0.1 ? 'less than 0.1' : percent.toFixed(1)
  const p = byChance < 0.0001 ? 'p < 0.0001' : `p = ${byChance.toFixed(4)}`
  const meaning =
    byChance < SIGNIFICANT ? 'you hear a difference.' : 'no difference is shown by this.'
  return `Guessing does at least this well ${often} % of the time (${p}): ${meaning}`
}
