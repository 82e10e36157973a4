import { useEffect, useRef, useState } from 'react'
import type { ExportedFile } from '../../engine/protocol'
import { useSession } from '../../session/use-session'
import { masterIsStale, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/studio-store'
import { formatNumber, formatTime } from '../../ui/format'
import { Progress } from '../../ui/progress'
import { Select } from '../../ui/select'
import './export.css'
import {
  BIT_DEPTHS,
  type BitDepth,
  type DitherChoice,
  dithersFor,
  formatOf,
  legalDither,
} from './export-choices'

/** Chooses how the master is written; the written file is read back before it is handed over. */
export default function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession()
  const dialogRef = useRef<HTMLDialogElement>(null)
  const track = useStudio(selectedTrack)
  const stale = useStudio(masterIsStale)
  const job = useStudio((state) =>
    state.jobs.find(({ kind, trackId }) => kind === 'exporting' && trackId === state.selectedId),
  )
  const [bitDepth, setBitDepth] = useState<BitDepth>('24')
  const [dither, setDither] = useState<DitherChoice>('tpdf')
  const [check, setCheck] = useState<ExportedFile['check'] | null>(null)
  const sampleRate = track?.facts?.sampleRate ?? 0
  const dithers = dithersFor(bitDepth, sampleRate)

  useEffect(() => {
    const dialog = dialogRef.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])

  const download = async (): Promise<void> => {
    if (!track) return
    setCheck(null)
    const format = formatOf(bitDepth)
    setCheck(await session.exportMaster(track.id, { format, dither }))
  }

  return (
    <dialog ref={dialogRef} className="export" aria-label="Export" onClose={onClose}>
      <h2>Export the master</h2>
      <p className="export-name">{track?.name}</p>
      <div className="export-grid">
        <div className="field">
          <span className="field-label" aria-hidden="true">
            Format
          </span>
          <Select
            label="Format"
            options={[{ value: 'wav', label: 'WAV' }]}
            value="wav"
            onChange={() => {}}
          />
        </div>
        <div className="field">
          <span className="field-label" aria-hidden="true">
            Bit depth
          </span>
          <Select
            label="Bit depth"
            options={BIT_DEPTHS}
            value={bitDepth}
            disabled={job !== undefined}
            onChange={(value) => {
              const next = BIT_DEPTHS.find((option) => option.value === value)?.value ?? '24'
              setBitDepth(next)
              setDither(legalDither(dither, next, sampleRate))
            }}
          />
        </div>
        <div className="field">
          <span className="field-label" aria-hidden="true">
            Sample rate
          </span>
          <Select
            label="Sample rate"
            options={[{ value: 'source', label: `${sampleRate / 1000} kHz, as the source` }]}
            value="source"
            onChange={() => {}}
          />
        </div>
        <div className="field">
          <span className="field-label" aria-hidden="true">
            Dither
          </span>
          <Select
            label="Dither"
            options={dithers}
            value={dither}
            disabled={job !== undefined}
            onChange={(value) =>
              setDither(dithers.find((option) => option.value === value)?.value ?? 'none')
            }
          />
        </div>
      </div>
      <div className="export-result" aria-live="polite">
        {job ? (
          <Progress
            label="Exporting"
            fraction={job.fraction}
            onCancel={() => session.cancel(job.trackId, 'exporting')}
          />
        ) : check ? (
          <p>
            <strong>Saved and read back.</strong> {checkSentence(check, sampleRate)}
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
    </dialog>
  )
}

const checkSentence = (check: ExportedFile['check'], sampleRate: number): string =>
  [
    formatTime(check.lengthFrames / sampleRate, true),
    `${check.integratedLufs === null ? '–' : formatNumber(check.integratedLufs, 2)} LUFS`,
    `${formatNumber(check.truePeakDbtp, 2)} dBTP`,
    check.clippedSamples === 0 ? 'no clipped samples.' : `${check.clippedSamples} clipped samples.`,
  ].join(', ')
