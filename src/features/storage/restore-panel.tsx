import { History } from 'lucide-react'
import { useSession } from '../../session/use-session'
import { useStudio } from '../../store/studio-store'
import './storage.css'
import { whenSentence } from './relative-time'

/** What an earlier page left behind, to be taken up or let lie. */
export default function OfferPanel() {
  const session = useSession()
  const offered = useStudio((state) => state.offered)
  if (offered.length === 0) return null
  const ids = offered.map(({ id }) => id)
  const latestMs = Math.max(...offered.map(({ savedAtMs }) => savedAtMs))
  const count = offered.length === 1 ? '1 track' : `${offered.length} tracks`
  return (
    <section className="offer" aria-label="Earlier work">
      <History size={18} aria-hidden="true" />
      <p role="status" title={offered.map(({ name }) => name).join('\n')}>
        {count} from {whenSentence(latestMs, Date.now())}
      </p>
      <button type="button" className="button" onClick={() => void session.restoreKept(ids)}>
        Restore
      </button>
      <button
        type="button"
        className="button"
        title="Not offered again; it stays under Storage"
        onClick={() => void session.setAsideKept(ids)}
      >
        Dismiss
      </button>
    </section>
  )
}
