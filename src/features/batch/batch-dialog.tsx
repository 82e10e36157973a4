import { type ComponentType, use, useRef, useState } from 'react'
import { APPROACHES } from '../../mastering/proposal/approaches'
import { DESTINATIONS } from '../../mastering/proposal/destinations'
import { STYLES } from '../../mastering/proposal/styles'
import { saveFile } from '../../session/tracks/save-file'
import { useSession } from '../../session/use-session'
import { batchFraction, timeLeftMs } from '../../store/batch'
import { useStudio } from '../../store/use-studio'
import { Dialog } from '../../ui/dialog'
import { Progress } from '../../ui/progress'
import { SelectField } from '../../ui/select-field'
import { batchSentence, timeLeftText, unsavedFilesText } from '../../words/batch-words'
import { capitalised } from '../../words/format'
import { verdictsCsv } from '../../words/verdicts-csv'
import './batch.css'
import { planText } from './plan-text'
import { QueueTable } from './queue-table'

export interface BatchDialogProps {
  /** How masters are written. */
  readonly fields: ComponentType<{ readonly disabled: boolean }>
  readonly onClose: () => void
}

const AS_SET = ''
const DESTINATION_OPTIONS = [
  { value: AS_SET, label: 'As each is set' },
  ...DESTINATIONS.filter(({ id }) => id !== 'custom').map(({ id, label }) => ({
    value: id,
    label,
  })),
]
const STYLE_OPTIONS = [
  { value: AS_SET, label: 'As each is set' },
  ...STYLES.map(({ id, label }) => ({ value: id, label })),
]
const APPROACH_OPTIONS = [
  { value: AS_SET, label: 'As each is set' },
  ...APPROACHES.map(({ id, label }) => ({ value: id, label })),
]
const ZIP_OPTION = { value: 'zip', label: 'One ZIP file' }
const FOLDER_OPTION = { value: 'folder', label: 'Files in a folder' }

/** Masters and writes every open file, one after the other. It goes on while the dialog is closed. */
export default function BatchDialog({ fields: DeliveryFields, onClose }: BatchDialogProps) {
  const session = useSession()
  const batchActions = use(session.batch())
  const dialogRef = useRef<HTMLDialogElement>(null)
  const batch = useStudio((state) => state.batch)
  const settings = useStudio((state) => state.exportSettings)
  const recipes = useStudio((state) => state.recipes)
  const tracks = useStudio((state) => state.tracks)
  const unsavedFiles = useStudio((state) => state.unsavedFiles)
  const [destinationId, setDestination] = useState(AS_SET)
  const [styleId, setStyle] = useState(AS_SET)
  const [approachId, setApproach] = useState(AS_SET)
  const [to, setTo] = useState<'zip' | 'folder'>('zip')
  const { phase, rows } = batch
  const busy = phase !== 'idle'
  const leftMs = timeLeftMs(batch)
  const ended = rows.some(({ state }) => state.status === 'done' || state.status === 'failed')
  const hasMasters = rows.some(({ state }) => state.status === 'done')

  const changes = {
    destinationId: destinationId || null,
    styleId: styleId || null,
    approachId: approachId || null,
  }
  const openerOf = (id: string): (() => void) | null =>
    tracks.some((track) => track.id === id)
      ? () => {
          session.tracks.select(id)
          dialogRef.current?.close()
        }
      : null

  const start = (): void => {
    void batchActions.start({ settings, changes }, to)
  }

  return (
    <Dialog ref={dialogRef} className="batch" label="Export all" onClose={onClose}>
      <h2>Export all masters</h2>
      <div className="batch-choices">
        <SelectField
          caption="Destination"
          label="Destination for all"
          options={DESTINATION_OPTIONS}
          value={destinationId}
          disabled={busy}
          onChange={setDestination}
        />
        <SelectField
          caption="Style"
          label="Style for all"
          options={STYLE_OPTIONS}
          value={styleId}
          disabled={busy}
          onChange={setStyle}
        />
        <SelectField
          caption="Proposal"
          label="Proposal for all"
          options={APPROACH_OPTIONS}
          value={approachId}
          disabled={busy}
          onChange={setApproach}
        />
        <SelectField
          caption="Deliver as"
          options={batchActions.writesFolders ? [ZIP_OPTION, FOLDER_OPTION] : [ZIP_OPTION]}
          value={to}
          disabled={busy}
          onChange={(value) => setTo(value === 'folder' ? 'folder' : 'zip')}
        />
      </div>
      <DeliveryFields disabled={busy} />
      <div className="batch-progress">
        {phase === 'running' ? (
          <Progress
            label="Exporting"
            fraction={batchFraction(batch)}
            onCancel={batchActions.cancel}
          />
        ) : null}
        <p role="status" aria-label="Queue progress">
          {batchSentence(batch)}
          {phase === 'running' && leftMs !== null ? ` ${capitalised(timeLeftText(leftMs))}.` : ''}
          {phase === 'idle' ? '' : ` ${unsavedFilesText(unsavedFiles)}`}
        </p>
      </div>
      {/* It may be longer than the window: then keys scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard. */}
      <section className="batch-scroll" tabIndex={0} aria-label="Files of the queue">
        <QueueTable
          rows={rows}
          actions={batchActions}
          planOf={(id) => planText(recipes[id]?.present, changes)}
          openerOf={openerOf}
        />
      </section>
      <p className="batch-hint">
        Files that are dropped now are added. A file that fails never stops the others.
      </p>
      <div className="dialog-actions">
        <button
          type="button"
          className="button"
          disabled={!ended}
          onClick={() =>
            saveFile(new Blob([verdictsCsv(rows)], { type: 'text/csv' }), 'verdicts.csv')
          }
        >
          Verdicts as CSV
        </button>
        {hasMasters && !busy && to === 'zip' ? (
          <button type="button" className="button" onClick={batchActions.deliver}>
            Download again
          </button>
        ) : null}
        <button type="button" className="button" onClick={() => dialogRef.current?.close()}>
          Close
        </button>
        {phase === 'paused' ? (
          <>
            <button type="button" className="button" onClick={batchActions.cancel}>
              Cancel
            </button>
            <button type="button" className="button primary" onClick={batchActions.resume}>
              Resume
            </button>
          </>
        ) : (
          <>
            <button
              type="button"
              className="button"
              disabled={phase !== 'running'}
              onClick={batchActions.pause}
            >
              Pause
            </button>
            <button
              type="button"
              className="button primary"
              disabled={busy || rows.length === 0}
              onClick={start}
            >
              Start
            </button>
          </>
        )}
      </div>
    </Dialog>
  )
}
