import {
  CEILING_DBTP_SPEC,
  INTENSITY_PERCENT_SPEC,
  LEAST_GRADE_SPEC,
  TARGET_LUFS_SPEC,
} from '../../chain/target-specs'
import { CUSTOM_ID, DESTINATIONS, destinationOf } from '../../mastering/proposal/destinations'
import { DEFAULT_INTENSITY_PERCENT, STYLES } from '../../mastering/proposal/styles'
import {
  withCeiling,
  withDestination,
  withLeastGrade,
  withStyle,
  withTarget,
} from '../../session/tracks/recipe-changes'
import { useEdit } from '../../session/use-session'
import { selectedRecipe, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { Field } from '../../ui/field'
import { NumberEntry } from '../../ui/number-entry'
import { Select } from '../../ui/select'
import { SelectField } from '../../ui/select-field'
import { Slider } from '../../ui/slider'
import './destination.css'

const DESTINATION_OPTIONS = DESTINATIONS.map(({ id, label }) => ({ value: id, label }))
const GOAL_OPTIONS = [
  { value: 'reach', label: 'Reach the target' },
  { value: 'stop', label: 'Stop where it starts to hurt' },
]
const STYLE_OPTIONS = STYLES.map(({ id, label }) => ({ value: id, label }))

/** Where is it going: destination, target, style. */
export const DestinationPanel = () => {
  const edit = useEdit()
  const recipe = useStudio(selectedRecipe)
  const analysis = useStudio((state) => selectedTrack(state)?.analysis ?? null)
  const waiting = !recipe || !analysis
  const destinationId = recipe?.destinationId ?? DESTINATIONS[0].id
  const style = recipe?.style ?? { id: 'balanced', intensityPercent: DEFAULT_INTENSITY_PERCENT }
  const leastGrade = recipe?.leastGrade ?? null
  const note = destinationOf(destinationId)?.note ?? ''
  const summary = STYLES.find(({ id }) => id === style.id)?.summary ?? ''

  const restyle = (styleId: string, intensityPercent: number): void => {
    if (analysis)
      edit('style', (current) => withStyle(current, analysis, styleId, intensityPercent))
  }

  return (
    <section className="destination" aria-label="Destination and style">
      <Field caption="Destination">
        <Select
          label="Destination"
          options={DESTINATION_OPTIONS}
          value={destinationId}
          disabled={waiting}
          onChange={(id) => edit('destination', (now) => withDestination(now, id))}
        />
        <p className="hint" title={note}>
          {destinationId === CUSTOM_ID ? 'Your own target and ceiling.' : note}
        </p>
      </Field>
      <div className="pair">
        <Field caption="Target loudness">
          <NumberEntry
            {...entry(TARGET_LUFS_SPEC)}
            value={recipe?.targetLufs ?? TARGET_LUFS_SPEC.default}
            disabled={waiting}
            onChange={(lufs) => edit('target', (now) => withTarget(now, lufs))}
          />
        </Field>
        <Field caption="True-peak ceiling">
          <NumberEntry
            {...entry(CEILING_DBTP_SPEC)}
            value={recipe?.landing.ceilingDbtp ?? CEILING_DBTP_SPEC.default}
            disabled={waiting}
            onChange={(dbtp) => edit('ceiling', (now) => withCeiling(now, dbtp))}
          />
        </Field>
      </div>
      <Select
        label="Loudness goal"
        options={GOAL_OPTIONS}
        value={leastGrade === null ? 'reach' : 'stop'}
        disabled={waiting}
        onChange={(goal) =>
          edit('goal', (now) =>
            withLeastGrade(now, goal === 'stop' ? LEAST_GRADE_SPEC.default : null),
          )
        }
      />
      {leastGrade === null ? null : (
        <Field caption="Grade to stop at: 0 is inaudible, −1 audible but not annoying">
          <NumberEntry
            {...entry(LEAST_GRADE_SPEC)}
            value={leastGrade}
            disabled={waiting}
            onChange={(grade) => edit('leastGrade', (now) => withLeastGrade(now, grade))}
          />
        </Field>
      )}
      <div className="pair">
        <SelectField
          caption="Style"
          options={STYLE_OPTIONS}
          value={style.id}
          disabled={waiting}
          onChange={(id) => restyle(id, style.intensityPercent)}
        />
        <Field
          caption={
            <>
              Intensity <b>{Math.round(style.intensityPercent)} %</b>
            </>
          }
        >
          <Slider
            label="Intensity"
            scale={{
              kind: 'linear',
              min: INTENSITY_PERCENT_SPEC.min,
              max: INTENSITY_PERCENT_SPEC.max,
            }}
            step={INTENSITY_PERCENT_SPEC.step}
            value={style.intensityPercent}
            valueText={`${Math.round(style.intensityPercent)} %`}
            disabled={waiting}
            onChange={(percent) => restyle(style.id, percent)}
            onReset={() => restyle(style.id, DEFAULT_INTENSITY_PERCENT)}
          />
        </Field>
      </div>
      <p className="hint" title={summary}>
        {summary}
      </p>
    </section>
  )
}

const entry = ({ label, min, max, step, decimals, unit }: typeof TARGET_LUFS_SPEC) => ({
  label,
  min,
  max,
  step,
  decimals,
  unit,
})
