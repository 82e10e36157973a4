import { RefreshCw } from 'lucide-react'
import './update-note.css'

export interface UpdateNoteProps {
  /** While work is under way there is a moment to wait for. */
  readonly busy: boolean
  readonly onUpdate: () => void
}

/** A newer version waits: it is taken when a person says so, or at the next visit. */
export const UpdateNote = ({ busy, onUpdate }: UpdateNoteProps) => (
  <div className="update-note" role="status" aria-label="New version">
    <p>A new version is ready. It starts when you open TrackMaster next, or now.</p>
    <button type="button" className="button small" disabled={busy} onClick={onUpdate}>
      <RefreshCw size={14} aria-hidden="true" /> Reload now
    </button>
  </div>
)
