import { Ear } from 'lucide-react'
import type { Found } from '../../analysis/findings/finding'
import type { MoveSetting } from '../../chain/by-hand'
import { AMOUNT_PERCENT_SPEC } from '../../chain/target-specs'
import { valuesAt } from '../../mastering/proposal/amount'
import type { Effect } from '../../mastering/proposal/effect'
import type { Move } from '../../mastering/proposal/proposal'
import { styleOf } from '../../mastering/proposal/styles'
import { Slider } from '../../ui/slider'
import { Switch } from '../../ui/switch'
import { changeWords } from '../../words/change-words'
import { effectWords } from '../../words/effect-words'
import { evidenceWords } from '../../words/evidence-words'
import { keepUnits } from '../../words/format'
import { moveName, reasonWords } from '../../words/move-words'

export interface MoveItemProps {
  readonly move: Move
  readonly setting: MoveSetting
  readonly effect: Effect | null
  /** What was found that it answers; null where it is a matter of taste. */
  readonly evidence: Found | null
  readonly solo: boolean
  readonly onChange: (change: Partial<MoveSetting>) => void
  readonly onSolo: () => void
}

/** One move: why, what it sets, and a person's answer to it. */
export const MoveItem = (props: MoveItemProps) => {
  const { move, setting, effect, evidence, solo, onChange, onSolo } = props
  const { id, change } = move
  const { on, amountPercent } = setting
  const name = moveName(move)
  const words =
    change.kind === 'module' ? changeWords(change.moduleId, valuesAt(change, amountPercent)) : ''
  return (
    <li className={on ? 'move' : 'move is-off'} data-move={id}>
      <div className="move-head">
        <strong>{name}</strong>
        <button
          type="button"
          className="button icon small"
          aria-pressed={solo}
          aria-label="Hear only this"
          title={solo ? 'Hear all again' : 'Hear only this: what it adds or takes away'}
          onClick={onSolo}
        >
          <Ear size={13} aria-hidden="true" />
        </button>
        <Switch
          label={`${name} on`}
          caption=""
          checked={on}
          onChange={(next) => onChange({ on: next })}
        />
      </div>
      <p>
        {keepUnits(reasonWords(move, (style) => styleOf(style).label))}
        {evidence ? ` (${keepUnits(evidenceWords(evidence))})` : ''}: {keepUnits(words)}
      </p>
      {on && effect ? <p className="move-effect">{keepUnits(effectWords(effect))}</p> : null}
      <div className="move-amount">
        <Slider
          label={`${name} amount`}
          scale={{ kind: 'linear', min: AMOUNT_PERCENT_SPEC.min, max: AMOUNT_PERCENT_SPEC.max }}
          step={AMOUNT_PERCENT_SPEC.step}
          value={amountPercent}
          valueText={`${Math.round(amountPercent)} %`}
          onChange={(percent) => onChange({ on: true, amountPercent: percent })}
          onReset={() => onChange({ amountPercent: AMOUNT_PERCENT_SPEC.default })}
        />
        <span className="unit">{Math.round(amountPercent)} %</span>
      </div>
    </li>
  )
}
