import {
  Download,
  Ear,
  HardDrive,
  Keyboard,
  Moon,
  Redo2,
  Sun,
  SunMoon,
  Undo2,
  X,
} from 'lucide-react'
import { descriptorOf } from '../chain/registry'
import { AlbumNote } from '../features/transport/album-note'
import { PlayAsNote } from '../features/transport/play-as-note'
import { VersionSwitch } from '../features/versions/version-switch'
import { useSession } from '../session/use-session'
import { selectedTrack } from '../store/select'
import type { Theme } from '../store/studio-state'
import { useStudio, useStudioStore } from '../store/use-studio'
import { IconButton } from '../ui/icon-button'
import { factsSentence } from '../words/facts-sentence'
import type { DialogName } from './shortcuts'

const NEXT_THEME: Readonly<Record<Theme, Theme>> = {
  dark: 'light',
  light: 'system',
  system: 'dark',
}
const THEME_ICON = { system: SunMoon, dark: Moon, light: Sun } as const

export interface HeaderProps {
  readonly onOpen: (dialog: DialogName) => void
  readonly canExport: boolean
}

/** Name and facts of the selected track, its versions and history, and the one primary action. */
export const Header = ({ onOpen, canExport }: HeaderProps) => {
  const session = useSession()
  const studio = useStudioStore()
  const track = useStudio(selectedTrack)
  const history = useStudio((state) =>
    state.selectedId === null ? undefined : state.recipes[state.selectedId],
  )
  const soloId = useStudio((state) => state.soloId)
  const theme = useStudio((state) => state.theme)
  const ThemeIcon = THEME_ICON[theme]
  return (
    <header className="header">
      <h1 className="brand">
        Track<span>Master</span>
      </h1>
      <div className="header-track">
        {track ? (
          <>
            <strong title={track.name}>{track.name}</strong>
            {track.facts ? (
              <span className="header-facts">{factsSentence(track.facts)}</span>
            ) : null}
            <IconButton
              label={`Close ${track.name}`}
              title="Close this track"
              onClick={() => session.tracks.close(track.id)}
              icon={X}
              size={14}
              className="small quiet"
            />
            <AlbumNote />
            <PlayAsNote />
            {soloId === null ? null : (
              <button
                type="button"
                className="button small solo-note"
                onClick={() => session.playback.setSolo(null)}
              >
                <Ear size={14} aria-hidden="true" />
                Only {descriptorOf(soloId)?.label ?? soloId} · hear all
              </button>
            )}
          </>
        ) : null}
      </div>
      <div className="header-actions">
        <IconButton
          label="Undo"
          title="Undo (Ctrl+Z)"
          disabled={!history || history.past.length === 0}
          onClick={() => track && session.recipe.undo(track.id)}
          icon={Undo2}
        />
        <IconButton
          label="Redo"
          title="Redo (Shift+Ctrl+Z)"
          disabled={!history || history.future.length === 0}
          onClick={() => track && session.recipe.redo(track.id)}
          icon={Redo2}
        />
        <VersionSwitch />
        <button
          type="button"
          className="button blind"
          title="Blind test (B)"
          disabled={!history}
          onClick={() => onOpen('blind-test')}
        >
          Blind test
        </button>
        <IconButton
          label="Keyboard"
          title="All keys (?)"
          onClick={() => onOpen('keys')}
          icon={Keyboard}
          className="keys-button"
        />
        <IconButton
          label={`Theme: ${theme}`}
          title={`Theme: ${theme}`}
          onClick={() => studio.setTheme(NEXT_THEME[theme])}
          icon={ThemeIcon}
          className="theme-button"
        />
        <IconButton
          label="Storage…"
          title="What this browser keeps"
          onClick={() => onOpen('storage')}
          icon={HardDrive}
          className="storage-button"
        />
        <button
          type="button"
          className="button primary"
          disabled={!canExport}
          onClick={() => onOpen('export')}
        >
          <Download size={15} aria-hidden="true" />
          Export…
        </button>
      </div>
    </header>
  )
}
