import { type ComponentType, use, useRef, useState } from 'react'
import type { AlbumKind } from '../../session/album/album-actions'
import { discNote, discProblems } from '../../session/album/album-problems'
import { useSession } from '../../session/use-session'
import { ALBUM_JOB, type AlbumExported } from '../../store/album'
import { useStudio } from '../../store/use-studio'
import { Dialog } from '../../ui/dialog'
import { Progress } from '../../ui/progress'
import { SelectField } from '../../ui/select-field'
import { albumExportedSentence } from '../../words/album-words'

export interface AlbumExportDialogProps {
  /** How separate files are written. */
  readonly fields: ComponentType<{ readonly disabled: boolean }>
  readonly onClose: () => void
}

const KINDS: readonly {
  readonly value: AlbumKind
  readonly label: string
  readonly says: string
}[] = [
  {
    value: 'tracks',
    label: 'Separate files',
    says: 'A file for each track, cut so that they play on without a gap, in every format.',
  },
  {
    value: 'cue',
    label: 'One file with cue sheet',
    says: 'The whole album as one WAV file (16-bit, 44.1 kHz) with its cue sheet.',
  },
  {
    value: 'ddp',
    label: 'DDP image',
    says: 'A DDP 2.00 fileset for a pressing plant: image, PQ, CD-Text, ISRC, UPC, checksums.',
  },
]

/** How the album leaves the page; what a plant would refuse is said before anything is written. */
export const AlbumExportDialog = ({ fields: DeliveryFields, onClose }: AlbumExportDialogProps) => {
  const actions = use(useSession().album())
  const dialogRef = useRef<HTMLDialogElement>(null)
  const album = useStudio((state) => state.album)
  const tagEdits = useStudio((state) => state.tagEdits)
  const tracks = useStudio((state) => state.tracks)
  const settings = useStudio((state) => state.exportSettings)
  const job = useStudio(({ jobs }) => jobs.find(({ trackId }) => trackId === ALBUM_JOB))
  const [kind, setKind] = useState<AlbumKind>('tracks')
  const [saved, setSaved] = useState<AlbumExported | null>(null)
  const busy = job !== undefined
  const sources = { album, tracks, tagEdits }
  const note = kind === 'ddp' ? discNote(sources) : null
  const problems = kind === 'tracks' ? [] : discProblems(sources, kind)

  const download = async (): Promise<void> => {
    setSaved(null)
    setSaved(await actions.exportAlbum(kind, settings))
  }

  return (
    <Dialog ref={dialogRef} className="album-export" label="Export album" onClose={onClose}>
      <h2>Export the album</h2>
      <SelectField
        caption="Deliver as"
        options={KINDS}
        value={kind}
        disabled={busy}
        onChange={(value) => {
          const found = KINDS.find((one) => one.value === value)
          if (found) setKind(found.value)
          setSaved(null)
        }}
      />
      <p className="album-says">{KINDS.find(({ value }) => value === kind)?.says}</p>
      {kind === 'tracks' ? <DeliveryFields disabled={busy} /> : null}
      {note ? <p className="album-says">{note}</p> : null}
      {problems.length > 0 ? (
        <ul className="album-problems" aria-label="Red Book problems">
          {problems.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
      <div className="album-result" role="status" aria-label="Album export">
        {job ? (
          <Progress label="Exporting" fraction={job.fraction} onCancel={actions.cancel} />
        ) : saved ? (
          <p>{albumExportedSentence(saved)}</p>
        ) : problems.length > 0 ? (
          <p>It can be written once that is mended.</p>
        ) : (
          <p>All comes as one ZIP file.</p>
        )}
      </div>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={() => dialogRef.current?.close()}>
          Close
        </button>
        <button
          type="button"
          className="button primary"
          disabled={busy || problems.length > 0}
          onClick={() => void download()}
        >
          Download
        </button>
      </div>
    </Dialog>
  )
}
