import type { BatchActions } from '../../session/batch/batch'
import type { BatchRow } from '../../store/batch'
import type { BatchChoice } from '../../store/batch-choice'
import { MoveButtons } from '../../ui/move-buttons'
import { rowStateText, rowVerdictText } from '../../words/batch-words'
import { formatNumber } from '../../words/format'
import { sizeText } from '../../words/relative-time'
import type { OwnSettings } from './queue-plan'
import { RowChoices } from './row-choices'

export interface QueueTableProps {
  readonly rows: readonly BatchRow[]
  readonly actions: BatchActions
  /** What is chosen for all rows that have no choice of their own. */
  readonly forAll: BatchChoice
  /** What the row's own track is set to. */
  readonly ownOf: (id: string) => OwnSettings
  /** Shows a track on the page; null for what is not open there. */
  readonly openerOf: (id: string) => (() => void) | null
}

/** The files of the queue in their order: how far each is, how it landed, and what can be done with it. */
export const QueueTable = ({ rows, actions, forAll, ownOf, openerOf }: QueueTableProps) => (
  <table className="queue" aria-label="Queue">
    <thead>
      <tr>
        <th scope="col">File</th>
        <th scope="col">State</th>
        <th scope="col" className="queue-number">
          LUFS
        </th>
        <th scope="col" className="queue-number">
          dBTP
        </th>
        <th scope="col">Verdict and what it is made into</th>
        <th scope="col" className="queue-number queue-size">
          Size
        </th>
        <th scope="col">
          <span className="visually-hidden">Order and actions</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row, index) => (
        <QueueRow
          key={row.id}
          row={row}
          index={index}
          count={rows.length}
          actions={actions}
          forAll={forAll}
          own={ownOf(row.id)}
          onOpen={openerOf(row.id)}
        />
      ))}
    </tbody>
  </table>
)

interface QueueRowProps {
  readonly row: BatchRow
  readonly index: number
  readonly count: number
  readonly actions: BatchActions
  readonly forAll: BatchChoice
  readonly own: OwnSettings
  readonly onOpen: (() => void) | null
}

const QueueRow = ({ row, index, count, actions, forAll, own, onOpen }: QueueRowProps) => {
  const { id, name, state } = row
  const { status } = state
  const result = status === 'done' ? state.result : null
  const nameId = `queue-${id}`
  return (
    <tr data-state={status}>
      <th scope="row" id={nameId} title={name}>
        {onOpen ? (
          <button type="button" className="link" title="Show it on the page" onClick={onOpen}>
            {name}
          </button>
        ) : (
          name
        )}
      </th>
      <td className="queue-state">{rowStateText(row)}</td>
      <td className="queue-number">{figure(result?.integratedLufs)}</td>
      <td className="queue-number">{figure(result?.truePeakDbtp)}</td>
      <td className="queue-verdict">
        {rowVerdictText(row)}
        <RowChoices
          id={id}
          name={name}
          choice={row.choice}
          own={own}
          forAll={forAll}
          disabled={status === 'working'}
          choose={actions.choose}
        />
      </td>
      <td className="queue-number queue-size">{result ? sizeText(result.sizeBytes) : ''}</td>
      <td className="queue-buttons">
        <MoveButtons
          name={name}
          isFirst={index === 0}
          isLast={index === count - 1}
          onMove={(step) => actions.move(id, step)}
        />
        {status === 'waiting' || status === 'working' ? (
          <button
            type="button"
            className="button small"
            aria-describedby={nameId}
            onClick={() => actions.skip(id)}
          >
            Skip
          </button>
        ) : status === 'failed' || status === 'skipped' ? (
          <button
            type="button"
            className="button small"
            aria-describedby={nameId}
            onClick={() => actions.retry(id)}
          >
            Retry
          </button>
        ) : null}
      </td>
    </tr>
  )
}

const figure = (value: number | null | undefined): string => {
  if (value === undefined) return ''
  return value === null ? '–' : formatNumber(value, 2)
}
