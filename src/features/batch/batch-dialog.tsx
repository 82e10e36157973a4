import { type ComponentType, use, useRef, useState } from 'react'
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
import { CHOICES, optionsOf, planLabels } from './queue-plan'
import { QueueTable } from './queue-table'

export interface BatchDialogProps {
  /** How masters are written. */
  readonly fields: ComponentType<{ readonly disabled: boolean }>
  readonly onClose: () => void
}

const AS_SET = { value: '', label: 'As each is set' }
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
  const [to, setTo] = useState<'zip' | 'folder'>('zip')
  const { phase, rows, forAll } = batch
  const busy = phase !== 'idle'
  const leftMs = timeLeftMs(batch)
  const ended = rows.some(({ state }) => state.status === 'done' || state.status === 'failed')
  const hasMasters = rows.some(({ state }) => state.status === 'done')

  const openerOf = (id: string): (() => void) | null =>
    tracks.some((track) => track.id === id)
      ? () => {
          session.tracks.select(id)
          dialogRef.current?.close()
        }
      : null

  const start = (): void => {
    void batchActions.start(settings, to)
  }

  const saveVerdicts = (): void => {
    const csv = verdictsCsv(rows, (row) => planLabels(row, recipes[row.id]?.present, forAll))
    saveFile(new Blob([csv], { type: 'text/csv' }), 'verdicts.csv')
  }

  return (
    <Dialog ref={dialogRef} className="batch" label="Export all" onClose={onClose}>
      <h2>Export all masters</h2>
      <div className="batch-choices">
        {CHOICES.map(({ key, caption }) => (
          <SelectField
            key={key}
            caption={caption}
            label={`${caption} for all`}
            options={[AS_SET, ...optionsOf(key)]}
            value={forAll[key] ?? AS_SET.value}
            disabled={busy}
            onChange={(value) => batchActions.chooseForAll({ [key]: value || null })}
          />
        ))}
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
          forAll={forAll}
          ownOf={(id) => recipes[id]?.present}
          openerOf={openerOf}
        />
      </section>
      <p className="batch-hint">
        Files that are dropped now are added. A file that fails never stops the others.
      </p>
      <div className="dialog-actions">
        <button type="button" className="button" disabled={!ended} onClick={saveVerdicts}>
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
