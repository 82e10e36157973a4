import type { BatchActions } from '../../session/batch/batch'
import type { BatchRow } from '../../store/batch'
import { MoveButtons } from '../../ui/move-buttons'
import { rowStateText, rowVerdictText } from '../../words/batch-words'
import { formatNumber } from '../../words/format'
import { sizeText } from '../../words/relative-time'

export interface QueueTableProps {
  readonly rows: readonly BatchRow[]
  readonly actions: BatchActions
  /** What a row will be made into, for those that are not yet. */
  readonly planOf: (id: string) => string
  /** Shows a track on the page; null for what is not open there. */
  readonly openerOf: (id: string) => (() => void) | null
}

/** The files of the queue in their order: how far each is, how it landed, and what can be done with it. */
export const QueueTable = ({ rows, actions, planOf, openerOf }: QueueTableProps) => (
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
        <th scope="col">Verdict</th>
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
          plan={planOf(row.id)}
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
  readonly plan: string
  readonly onOpen: (() => void) | null
}

const QueueRow = ({ row, index, count, actions, plan, onOpen }: QueueRowProps) => {
  const { id, name, state } = row
  const { status } = state
  const result = status === 'done' ? state.result : null
  const nameId = `queue-${id}`
  return (
    <tr data-state={status}>
      <th scope="row" id={nameId} title={name}>
        {onOpen ? (
          <button
            type="button"
            className="link"
            title="Show it on the page, where it has its own destination, style and proposal"
            onClick={onOpen}
          >
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
        {status === 'waiting' || status === 'working' ? plan : rowVerdictText(row)}
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
