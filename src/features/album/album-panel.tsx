import { type ComponentType, Suspense, useEffect, useState } from 'react'
import { TARGET_LUFS_SPEC } from '../../chain/target-specs'
import { albumLevels } from '../../session/album/album-loudness'
import { useSession } from '../../session/use-session'
import { ALBUM_HEARD_JOB, type AlbumLoudness, albumTracks } from '../../store/album'
import { useStudio, useStudioStore } from '../../store/use-studio'
import { Field } from '../../ui/field'
import { NumberEntry } from '../../ui/number-entry'
import { Progress } from '../../ui/progress'
import { SelectField } from '../../ui/select-field'
import { TextEntry } from '../../ui/text-entry'
import { albumLevelsSentence } from '../../words/album-words'
import './album.css'
import { AlbumExportDialog } from './album-export-dialog'
import { ListenButton } from './listen-button'
import { TrackOrder } from './track-order'

const LOUDNESS_OPTIONS: readonly { readonly value: AlbumLoudness; readonly label: string }[] = [
  { value: 'as-mastered', label: 'As mastered' },
  { value: 'whole', label: 'Album at the target' },
  { value: 'loudest', label: 'Loudest track at the target' },
]

export interface AlbumPanelProps {
  readonly fields: ComponentType<{ readonly disabled: boolean }>
}

/** The open tracks as an album: their order, what lies between them, and how loud they are together. */
export default function AlbumPanel({ fields }: AlbumPanelProps) {
  const studio = useStudioStore()
  const plan = useStudio((state) => state.album)
  const tracks = useStudio((state) => state.tracks)
  const job = useStudio(({ jobs }) => jobs.find(({ trackId }) => trackId === ALBUM_HEARD_JOB))
  const [exporting, setExporting] = useState(false)
  const ordered = albumTracks(plan, tracks)
  const measured = tracks.flatMap(({ master }) =>
    master ? [{ analysis: master.analysis, ceilingDbtp: master.recipe.landing.ceilingDbtp }] : [],
  )
  const levels = albumLevels(measured, plan)
  const ready = measured.length === tracks.length

  const session = useSession()
  useEffect(() => () => void session.album().then((actions) => actions.stopListening()), [session])

  return (
    <section className="album" aria-label="Album">
      <div className="album-head">
        <Field caption="Album title">
          <TextEntry
            label="Album title"
            value={plan.title}
            onChange={(title) => studio.setAlbum((now) => ({ ...now, title }))}
          />
        </Field>
        <Field caption="Album artist">
          <TextEntry
            label="Album artist"
            value={plan.performer}
            onChange={(performer) => studio.setAlbum((now) => ({ ...now, performer }))}
          />
        </Field>
        <Field caption="UPC or EAN">
          <TextEntry
            label="UPC or EAN"
            value={plan.barcode}
            onChange={(barcode) => studio.setAlbum((now) => ({ ...now, barcode }))}
          />
        </Field>
        <SelectField
          caption="Loudness"
          label="Album loudness"
          options={LOUDNESS_OPTIONS}
          value={plan.loudness}
          onChange={(value) => {
            const loudness = LOUDNESS_OPTIONS.find((one) => one.value === value)?.value
            if (loudness) studio.setAlbum((now) => ({ ...now, loudness }))
          }}
        />
        <button
          type="button"
          className="button primary"
          disabled={!ready}
          onClick={() => setExporting(true)}
        >
          Export album…
        </button>
      </div>
      <div className="album-levels">
        <ListenButton
          place="whole"
          label="Play the album"
          title="Hear the album from its start, as it will be exported"
          disabled={!ready || tracks.length === 0}
        />
        {job ? (
          <Progress
            label="Preparing"
            fraction={job.fraction}
            onCancel={() => void session.album().then((actions) => actions.stopListening())}
          />
        ) : null}
        <p role="status" aria-label="Album levels">
          {ready ? albumLevelsSentence(levels) : 'The masters are being made.'}
        </p>
        <span className="album-edge">
          <span className="unit" aria-hidden="true">
            Target
          </span>
          <NumberEntry
            label="Album target"
            value={plan.targetLufs}
            min={TARGET_LUFS_SPEC.min}
            max={TARGET_LUFS_SPEC.max}
            step={0.1}
            decimals={1}
            unit="LUFS"
            disabled={plan.loudness === 'as-mastered'}
            onChange={(targetLufs) => studio.setAlbum((now) => ({ ...now, targetLufs }))}
          />
        </span>
      </div>
      <TrackOrder tracks={ordered} plan={plan} levels={levels} />
      {/* What it waits for must not hide the panel: the focus would not find back to the button. */}
      <Suspense fallback={null}>
        {exporting ? (
          <AlbumExportDialog fields={fields} onClose={() => setExporting(false)} />
        ) : null}
      </Suspense>
    </section>
  )
}
