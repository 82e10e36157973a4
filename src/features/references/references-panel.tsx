import { Trash2 } from 'lucide-react'
import { MATCH_AMOUNT_SPECS, STARTING_AMOUNTS, WEIGHT_SPEC } from '../../chain/match'
import { useSession } from '../../session/use-session'
import { selectedRecipe, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { FileButton } from '../../ui/file-button'
import { IconButton } from '../../ui/icon-button'
import { Progress } from '../../ui/progress'
import { Slider } from '../../ui/slider'
import './references.css'

/** What should it sound like: references on the shelf, and how far the selected track follows them. */
export default function ReferencesPanel() {
  const session = useSession()
  const references = useStudio((state) => state.references)
  const match = useStudio((state) => selectedRecipe(state)?.match ?? null)
  const selectedId = useStudio((state) => state.selectedId)
  const isReady = useStudio((state) => selectedTrack(state)?.fingerprint != null)
  const measuring = useStudio((state) => state.jobs.find(({ kind }) => kind === 'measuring'))
  const amounts = match?.amounts ?? STARTING_AMOUNTS
  if (selectedId === null) return null

  return (
    <section className="references" aria-label="Reference shelf">
      <h2 className="panel-title">References</h2>
      <ul className="reference-list" aria-label="References">
        {references.map(({ id, name }) => (
          <li key={id} className="reference">
            <span className="reference-name" title={name}>
              {name}
            </span>
            <PercentSlider
              label={`${name} weight`}
              percent={match?.weights[id] ?? 0}
              startPercent={WEIGHT_SPEC.default}
              disabled={!isReady}
              onChange={(percent) => session.references.setWeight(selectedId, id, percent)}
            />
            <IconButton
              label={`Remove ${name}`}
              title="Take this reference off the shelf"
              onClick={() => session.references.remove(id)}
              icon={Trash2}
              size={13}
              className="small"
            />
          </li>
        ))}
      </ul>
      {measuring ? (
        <Progress
          label="Analysing"
          subject="reference"
          fraction={measuring.fraction}
          onCancel={() => session.references.cancel(measuring.trackId)}
        />
      ) : null}
      <FileButton
        className="button small"
        text="Add reference…"
        inputLabel="Reference files"
        onFiles={(files) => void session.references.addFiles(files)}
      />
      {references.length === 0 ? (
        <p className="references-hint">
          A finished track that yours should stand beside. It is measured, never changed.
        </p>
      ) : (
        <fieldset className="match" aria-label="Match">
          <legend className="panel-title">Match</legend>
          {MATCH_AMOUNT_SPECS.map(({ id, label, default: startPercent }) => (
            <div className="match-row" key={id}>
              <span aria-hidden="true">{label}</span>
              <PercentSlider
                label={label}
                percent={amounts[id]}
                startPercent={startPercent}
                disabled={!isReady}
                onChange={(percent) => session.references.setAmount(selectedId, id, percent)}
              />
              <span className="match-percent" aria-hidden="true">
                {Math.round(amounts[id])} %
              </span>
            </div>
          ))}
        </fieldset>
      )}
      <div className="reference-more">
        <button
          type="button"
          className="link"
          title="Put the selected track on the shelf, for the others to follow"
          onClick={() => void session.references.addTrack(selectedId)}
        >
          Use as reference
        </button>
        {references.length > 0 ? (
          <button
            type="button"
            className="link"
            title="Save the shelf as a JSON file: measurements, no audio. Add it again here or elsewhere."
            onClick={session.references.exportShelf}
          >
            Save references
          </button>
        ) : null}
      </div>
    </section>
  )
}

interface PercentSliderProps {
  readonly label: string
  readonly percent: number
  readonly startPercent: number
  readonly disabled: boolean
  readonly onChange: (percent: number) => void
}

const PercentSlider = ({
  label,
  percent,
  startPercent,
  disabled,
  onChange,
}: PercentSliderProps) => (
  <Slider
    label={label}
    scale={{ kind: 'linear', min: 0, max: 100 }}
    step={1}
    value={percent}
    valueText={`${Math.round(percent)} %`}
    disabled={disabled}
    onChange={onChange}
    onReset={() => onChange(startPercent)}
  />
)
