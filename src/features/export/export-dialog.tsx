import { useRef, useState } from 'react'
import { formatOf } from '../../delivery/formats/registry'
import { type DeliverySettings, fileRate, settle } from '../../delivery/settings'
import { deliveryRatesHz } from '../../mastering/delivery-rates'
import type { ExportedFile } from '../../session/tracks/exported-file'
import { useSession } from '../../session/use-session'
import { masterIsStale, selectedTrack } from '../../store/select'
import { useStudio, useStudioStore } from '../../store/use-studio'
import { Dialog } from '../../ui/dialog'
import { Progress } from '../../ui/progress'
import { checkSentences } from '../../words/check-sentences'
import './export.css'
import { CodecHearing } from './codec-hearing'
import { DeliveryFields } from './delivery-fields'
import { rateOptions } from './export-choices'
import { FileNameField } from './file-name-field'
import { LeftOut } from './left-out'
import { RecipeLinkButton } from './recipe-link-button'
import { TagsGroup } from './tags-group'

/** Chooses how the master is written; the written file is read back before it is handed over. */
export default function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession()
  const studio = useStudioStore()
  const dialogRef = useRef<HTMLDialogElement>(null)
  const track = useStudio(selectedTrack)
  const stale = useStudio(masterIsStale)
  const job = useStudio((state) =>
    state.jobs.find(({ kind, trackId }) => kind === 'exporting' && trackId === state.selectedId),
  )
  const [file, setFile] = useState<ExportedFile | null>(null)
  const sourceRate = track?.facts?.sampleRate ?? 0
  const ratesHz = deliveryRatesHz(sourceRate)
  const remembered = useStudio((state) => state.exportSettings)
  const settings = settle(remembered, {}, sourceRate, ratesHz)
  const { label, extension } = formatOf(settings.format)
  const busy = job !== undefined
  const ready = track?.master != null && !stale && !busy

  const change = (changed: Partial<DeliverySettings>): void => {
    setFile(null)
    const settled = settle(settings, changed, sourceRate, ratesHz)
    // A rate that only the format asks for is not what a person wants of the next one.
    const sampleRate = changed.sampleRate ?? remembered.sampleRate
    studio.setExportSettings({ ...settled, sampleRate })
  }

  const download = async (): Promise<void> => {
    if (!track) return
    setFile(null)
    setFile(await session.exports.exportMaster(track.id, settings))
  }

  const report = async (): Promise<void> => {
    if (!track) return
    const reported = await session.exports.saveReport(track.id, settings, file)
    if (reported) setFile(reported)
  }

  return (
    <Dialog ref={dialogRef} className="export" label="Export" onClose={onClose}>
      <h2>Export the master</h2>
      <p className="export-name">{track?.name}</p>
      <div className="export-columns">
        <div className="export-settings">
          <DeliveryFields
            settings={settings}
            rates={rateOptions(settings, sourceRate, ratesHz)}
            fileRateHz={fileRate(settings, sourceRate)}
            disabled={busy}
            onChange={change}
          />
          {track && <FileNameField track={track} settings={settings} extension={extension} />}
          {track && (
            <CodecHearing
              key={`${track.id} ${settings.format} ${settings.quality} ${settings.encoder}`}
              track={track.id}
              settings={settings}
              sourceRate={sourceRate}
              ready={ready}
            />
          )}
        </div>
        {track && <TagsGroup track={track} />}
      </div>
      {track && <LeftOut track={track} format={settings.format} />}
      <div className="export-end">
        <div className="export-result" role="status" aria-label="Export check">
          {job ? (
            <Progress
              label="Exporting"
              fraction={job.fraction}
              onCancel={() => session.tracks.cancel(job.trackId, 'exporting')}
            />
          ) : file ? (
            <CheckResult file={file} formatLabel={label} />
          ) : (
            <p>The file is read back and measured before it is saved or reported on.</p>
          )}
        </div>
        <div className="dialog-actions">
          <RecipeLinkButton track={track?.id} />
          <button type="button" className="button" onClick={() => dialogRef.current?.close()}>
            Close
          </button>
          <button
            type="button"
            className="button"
            title="A page to print and data: measurements by two meters, the recipe, hashes of the file"
            disabled={!ready}
            onClick={() => void report()}
          >
            Report
          </button>
          <button
            type="button"
            className="button primary"
            disabled={!ready}
            onClick={() => void download()}
          >
            {stale && !job ? 'Mastering…' : 'Download'}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

const CheckResult = ({
  file,
  formatLabel,
}: {
  readonly file: ExportedFile
  readonly formatLabel: string
}) => {
  const { headline, detail } = checkSentences(file, formatLabel, file.isSaved)
  return (
    <p>
      <strong>{headline}</strong> {detail}
    </p>
  )
}
