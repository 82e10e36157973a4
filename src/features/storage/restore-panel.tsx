import { History } from 'lucide-react'
import { useSession } from '../../session/use-session'
import { useStudio } from '../../store/use-studio'
import './storage.css'
import { whenSentence } from '../../words/relative-time'

/** What an earlier page left behind, to be taken up or let lie. */
export default function RestorePanel({ onGoOn }: { readonly onGoOn: () => void }) {
  const session = useSession()
  const recoverable = useStudio((state) => state.recoverable)
  const cutShort = useStudio((state) => state.cutShort)
  if (recoverable.length === 0 && !cutShort) return null
  const ids = recoverable.map(({ id }) => id)
  const latestMs = Math.max(...recoverable.map(({ savedAtMs }) => savedAtMs))
  const when = recoverable.length > 0 ? ` from ${whenSentence(latestMs, Date.now())}` : ''
  const count = recoverable.length === 1 ? '1 track' : `${recoverable.length} tracks`
  return (
    <section className="restore" aria-label="Earlier work">
      <History size={18} aria-hidden="true" />
      <p role="status" title={recoverable.map(({ name }) => name).join('\n')}>
        {count}
        {when}
        {cutShort ? ` · ${cutShort.left} of ${cutShort.of} not exported yet` : null}
      </p>
      {cutShort ? (
        <button
          type="button"
          className="button primary"
          title="Opens the tracks, and exports what is left"
          onClick={() => {
            void session.cutShort.goOn()
            onGoOn()
          }}
        >
          Go on
        </button>
      ) : null}
      <button type="button" className="button" onClick={() => void session.storage.restore(ids)}>
        Restore
      </button>
      <button
        type="button"
        className="button"
        title="Not offered again; it stays under Storage"
        onClick={() => {
          session.cutShort.forget()
          void session.storage.dismiss(ids)
        }}
      >
        Dismiss
      </button>
    </section>
  )
}
