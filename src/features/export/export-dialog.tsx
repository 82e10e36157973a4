import { useRef, useState } from 'react'
import type { ExportedFile } from '../../engine/export-request'
import { deliveryRatesHz } from '../../mastering/delivery-rates'
import { useSession } from '../../session/use-session'
import { masterIsStale, selectedTrack } from '../../store/select'
import { useStudio, useStudioStore } from '../../store/use-studio'
import { Dialog } from '../../ui/dialog'
import { Field } from '../../ui/field'
import { Progress } from '../../ui/progress'
import { Select } from '../../ui/select'
import { formatNumber, formatTime } from '../../words/format'
import './export.css'
import {
  BIT_DEPTHS,
  dithersFor,
  type ExportRequest,
  fileRate,
  rateOptions,
  settle,
} from './export-choices'

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
  const [file, setFile] = useState<ExportedFile<Blob> | null>(null)
  const sourceRate = track?.facts?.sampleRate ?? 0
  const ratesHz = deliveryRatesHz(sourceRate)
  const remembered = useStudio((state) => state.exportSettings)
  const settings = settle(remembered, {}, sourceRate, ratesHz)
  const { format, dither, sampleRate } = settings
  const dithers = dithersFor(format, fileRate(settings, sourceRate))
  const float = format === 'wav-32f'

  const change = (changed: Partial<ExportRequest>): void => {
    setFile(null)
    studio.setExportSettings(settle(settings, changed, sourceRate, ratesHz))
  }

  const download = async (): Promise<void> => {
    if (!track) return
    setFile(null)
    setFile(await session.exports.exportMaster(track.id, settings))
  }

  return (
    <Dialog ref={dialogRef} className="export" label="Export" onClose={onClose}>
      <h2>Export the master</h2>
      <p className="export-name">{track?.name}</p>
      <div className="export-grid">
        <Field caption="Format">
          <Select
            label="Format"
            options={[{ value: 'wav', label: 'WAV' }]}
            value="wav"
            onChange={() => {}}
          />
        </Field>
        <Field caption="Bit depth">
          <Select
            label="Bit depth"
            options={BIT_DEPTHS}
            value={format}
            disabled={job !== undefined}
            onChange={(value) => {
              const depth = BIT_DEPTHS.find((option) => option.value === value)
              if (depth) change({ format: depth.value })
            }}
          />
        </Field>
        <Field caption="Sample rate">
          <Select
            label="Sample rate"
            options={rateOptions(sourceRate, ratesHz)}
            value={String(sampleRate)}
            disabled={job !== undefined}
            onChange={(value) => change({ sampleRate: value === 'source' ? value : Number(value) })}
          />
        </Field>
        <Field caption="Dither">
          <Select
            label="Dither"
            options={dithers}
            value={dither}
            disabled={float || job !== undefined}
            {...(float ? { describedBy: 'export-dither-reason' } : {})}
            onChange={(value) => {
              const choice = dithers.find((option) => option.value === value)
              if (choice) change({ dither: choice.value })
            }}
          />
        </Field>
        {float && (
          <p className="export-reason" id="export-dither-reason">
            Float is written as it is: nothing is rounded, so there is nothing to dither.
          </p>
        )}
      </div>
      <div className="export-result" aria-live="polite">
        {job ? (
          <Progress
            label="Exporting"
            fraction={job.fraction}
            onCancel={() => session.tracks.cancel(job.trackId, 'exporting')}
          />
        ) : file ? (
          <p>
            <strong>Saved and read back.</strong> {checkSentence(file)}
          </p>
        ) : (
          <p>The file is read back and measured before it is saved.</p>
        )}
      </div>
      <div className="export-actions">
        <button type="button" className="button" onClick={() => dialogRef.current?.close()}>
          Close
        </button>
        <button
          type="button"
          className="button primary"
          disabled={!track?.master || stale || job !== undefined}
          onClick={() => void download()}
        >
          {stale && !job ? 'Mastering…' : 'Download'}
        </button>
      </div>
    </Dialog>
  )
}

const checkSentence = ({ check, verdict }: ExportedFile<Blob>): string =>
  [
    formatTime(check.lengthFrames / check.sampleRate, true),
    `${check.sampleRate / 1000} kHz`,
    `${check.integratedLufs === null ? '–' : formatNumber(check.integratedLufs, 2)} LUFS`,
    ...(verdict.status === 'missed'
      ? [`${formatNumber(verdict.missLu, 2)} LU off its target`]
      : []),
    `${formatNumber(check.truePeakDbtp, 2)} dBTP`,
    check.clippedSamples === 0 ? 'no clipped samples.' : `${check.clippedSamples} clipped samples.`,
  ].join(', ')
