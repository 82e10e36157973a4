export interface ProgressProps {
  /** Also the accessible name: "Decoding", … */
  readonly label: string
  /** What is worked on; shown where the label alone would not say. */
  readonly subject?: string
  /** 0…1 */
  readonly fraction: number
  readonly onCancel: () => void
}

/** Long work where it is waited for: its name, how far, and a way out. */
export const Progress = ({ label, subject, fraction, onCancel }: ProgressProps) => {
  const percent = Math.round(Math.min(1, Math.max(0, fraction)) * 100)
  return (
    <div className="progress">
      <span className="progress-name">
        {label}
        {subject === undefined ? null : <span className="unit"> {subject}</span>}
      </span>
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        style={{ backgroundSize: `${percent}% 100%` }}
      />
      <span className="progress-number" aria-hidden="true">
        <span>{percent} %</span>
      </span>
      <button type="button" className="button small" onClick={onCancel}>
        Cancel
      </button>
    </div>
  )
}
