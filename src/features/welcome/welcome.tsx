import { AudioLines, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSession } from '../../session/use-session'
import { FileButton } from '../../ui/file-button'
import './welcome.css'

export interface WelcomeProps {
  /** The browser keeps the app: it opens without a network. */
  readonly worksOffline: boolean
  readonly children?: ReactNode
}

/** First visit, in the place of the waveform: one thing to do, what will happen, and what will not. */
export const Welcome = ({ worksOffline, children }: WelcomeProps) => {
  const session = useSession()
  return (
    <section className="welcome" aria-label="Open a mix">
      <AudioLines size={40} strokeWidth={1.5} aria-hidden="true" />
      <h2>Drop your mixes anywhere</h2>
      <p>
        Each one is measured, mastered to −14 LUFS under −1 dBTP, and ready to compare with the
        original at equal loudness.
      </p>
      <div className="welcome-actions">
        <FileButton className="button primary large" onFiles={session.tracks.openFiles} />
        <button type="button" className="button large" onClick={session.tracks.openDemo}>
          Try the demo track
        </button>
      </div>
      <p className="welcome-formats">WAV, AIFF, CAF, FLAC, MP3, Ogg Vorbis, Opus, M4A</p>
      {children}
      <p className="welcome-private">
        <ShieldCheck size={16} aria-hidden="true" /> Nothing leaves this page: no upload, no
        account, no server that hears your music.
        {worksOffline ? ' It works without a network, too.' : null}
      </p>
    </section>
  )
}
