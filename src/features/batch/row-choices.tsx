import { memo } from 'react'
import type { BatchActions } from '../../session/batch/batch'
import type { BatchRow } from '../../store/batch'
import type { BatchChoice } from '../../store/batch-choice'
import { Select } from '../../ui/select'
import { CHOICES, defaultLabel, type OwnSettings, optionsOf } from './queue-plan'

export interface RowChoicesProps {
  readonly id: string
  readonly name: string
  readonly choice: BatchRow['choice']
  readonly own: OwnSettings
  readonly forAll: BatchChoice
  readonly disabled: boolean
  readonly choose: BatchActions['choose']
}

const AS_ALL = ''

/** What one file is made into, where that is not as all are. */
export const RowChoices = memo(
  ({ id, name, choice, own, forAll, disabled, choose }: RowChoicesProps) => (
    <div className="queue-choices">
      {CHOICES.map(({ key, caption }) => (
        <Select
          key={key}
          label={`${caption} of ${name}`}
          options={[
            { value: AS_ALL, label: defaultLabel(key, own, forAll) },
            ...optionsOf(key, own),
          ]}
          value={choice[key] ?? AS_ALL}
          disabled={disabled}
          onChange={(value) => choose(id, { [key]: value || null })}
        />
      ))}
    </div>
  ),
)
