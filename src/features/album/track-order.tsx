import { GripVertical } from 'lucide-react'
import { toneSpread } from '../../session/album/tone-spread'
import { useSession } from '../../session/use-session'
import { useTags } from '../../session/use-tags'
import type { AlbumLevels } from '../../store/album'
import { type AlbumEntry, type AlbumPlan, entryOf, withEntry, withPlace } from '../../store/album'
import type { TrackState } from '../../store/tracks'
import { useStudio, useStudioStore } from '../../store/use-studio'
import { MoveButtons } from '../../ui/move-buttons'
import { NumberEntry } from '../../ui/number-entry'
import { TextEntry } from '../../ui/text-entry'
import { formatNumber } from '../../words/format'
import { trackNames, withoutExtension } from '../../words/track-names'
import { ListenButton } from './listen-button'
import { LoudnessBar } from './loudness-bar'
import { ToneBars } from './tone-bars'
import { type RowDrag, type RowHandle, useRowDrag } from './use-row-drag'

export interface TrackOrderProps {
  /** In the album's order. */
  readonly tracks: readonly TrackState[]
  readonly plan: AlbumPlan
  readonly levels: AlbumLevels
}

/** The tracks in the order of the album, to be dragged or moved by their buttons. */
export const TrackOrder = ({ tracks, plan, levels }: TrackOrderProps) => {
  const studio = useStudioStore()
  const opened = useStudio((state) => state.tracks)
  const names = trackNames(opened)
  const ready = opened.every(({ master }) => master !== null)
  const tones = toneSpread(tracks.map(({ master }) => master?.analysis.spectrum ?? null))
  const place = (id: string, to: number): void =>
    studio.setAlbum((now) => withPlace(now, opened, id, to))
  const { dragged, handle } = useRowDrag(place)

  return (
    <ol className="track-order" aria-label="Track order">
      {tracks.map((track, at) => (
        <li key={track.id} className={classOf(track.id, at, dragged)}>
          <AlbumTrackRow
            track={track}
            at={at}
            isLast={at === tracks.length - 1}
            ready={ready}
            handle={handle(track.id, at)}
            name={names.get(track.id)?.fullName ?? track.name}
            entry={entryOf(plan, track.id)}
            levels={levels}
            tone={tones[at] ?? null}
            onPlace={(to) => place(track.id, to)}
            onChange={(change) => studio.setAlbum((now) => withEntry(now, track.id, change))}
          />
        </li>
      ))}
    </ol>
  )
}

const classOf = (id: string, at: number, dragged: RowDrag['dragged']): string => {
  if (dragged?.id === id) return 'album-track is-dragged'
  return dragged?.to === at ? 'album-track is-target' : 'album-track'
}

interface AlbumTrackRowProps {
  readonly track: TrackState
  readonly at: number
  readonly isLast: boolean
  /** Are all masters there? */
  readonly ready: boolean
  readonly handle: RowHandle
  readonly name: string
  readonly entry: AlbumEntry
  readonly levels: AlbumLevels
  readonly tone: readonly number[] | null
  readonly onPlace: (to: number) => void
  readonly onChange: (change: Partial<AlbumEntry>) => void
}

const TEXTS = [
  { field: 'title', label: 'Title', hint: null },
  { field: 'artist', label: 'Artist', hint: 'As the album' },
  { field: 'isrc', label: 'ISRC', hint: 'ISRC' },
] as const
const EDGES = [
  { key: 'trimStartS', label: 'Trim start of', caption: 'Trim in' },
  { key: 'fadeInS', label: 'Fade in of', caption: 'Fade in' },
  { key: 'fadeOutS', label: 'Fade out of', caption: 'Fade out' },
  { key: 'trimEndS', label: 'Trim end of', caption: 'Trim out' },
] as const
const LONGEST_GAP_S = 60
const LONGEST_CROSSFADE_S = 20

const AlbumTrackRow = (props: AlbumTrackRowProps) => {
  const { track, at, isLast, ready, handle, name, entry, levels, tone, onPlace, onChange } = props
  const session = useSession()
  const tags = useTags(track.id)
  const { facts } = track
  const lengthS = facts ? facts.lengthFrames / facts.sampleRate : 0
  const lufs = track.master?.analysis.loudness.integratedLufs ?? null
  return (
    <>
      <span className="album-number" title="Drag to another place" {...handle}>
        <GripVertical size={14} aria-hidden="true" />
        {at + 1}
      </span>
      <div className="album-texts">
        {TEXTS.map(({ field, label, hint }) => (
          <TextEntry
            key={field}
            label={`${label} of ${name}`}
            value={tags[field] ?? ''}
            placeholder={hint ?? withoutExtension(track.name)}
            onChange={(value) => session.tags.setText(track.id, field, value)}
          />
        ))}
      </div>
      <span className="album-moves">
        <MoveButtons
          name={name}
          isFirst={at === 0}
          isLast={isLast}
          onMove={(step) => onPlace(at + step)}
        />
      </span>
      <div className="album-edges">
        <Edge
          caption={entry.gapBeforeS < 0 ? 'Overlap' : 'Gap'}
          label={`Gap before ${name}`}
          value={entry.gapBeforeS}
          min={-LONGEST_CROSSFADE_S}
          max={LONGEST_GAP_S}
          disabled={at === 0}
          onChange={(gapBeforeS) => onChange({ gapBeforeS })}
        />
        <ListenButton
          place={track.id}
          label={`Hear the way into ${name}`}
          title="Hear the end of the track before it, what lies between, and its start"
          disabled={at === 0 || !ready}
        />
        {EDGES.map(({ key, label, caption }) => (
          <Edge
            key={key}
            caption={caption}
            label={`${label} ${name}`}
            value={entry[key]}
            min={0}
            max={Math.max(0, lengthS)}
            onChange={(value) => onChange({ [key]: value })}
          />
        ))}
      </div>
      <div className="album-figures">
        <LoudnessBar
          lufs={lufs === null ? null : lufs + levels.gainDb}
          wholeLufs={levels.wholeLufs === null ? null : levels.wholeLufs + levels.gainDb}
        />
        <ToneBars tone={tone} />
        <span className="album-lufs">
          {lufs === null ? '–' : formatNumber(lufs + levels.gainDb, 1)}
        </span>
      </div>
    </>
  )
}

interface EdgeProps {
  readonly caption: string
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly disabled?: boolean
  readonly onChange: (value: number) => void
}

const Edge = ({ caption, ...entry }: EdgeProps) => (
  <span className="album-edge">
    <span className="unit" aria-hidden="true">
      {caption}
    </span>
    <NumberEntry {...entry} step={0.1} decimals={2} unit="s" />
  </span>
)
