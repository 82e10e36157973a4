import { AudioLines, ShieldCheck } from 'lucide-react'
import { useSession } from '../../session/use-session'
import { FileButton } from '../../ui/file-button'
import './welcome.css'

/** First visit: one thing to do, what will happen, and what will not. */
export const Welcome = () => {
  const session = useSession()
  return (
    <section className="welcome" aria-label="Open a mix">
      <div className="welcome-drop">
        <AudioLines size={40} strokeWidth={1.5} aria-hidden="true" />
        <h2>Drop your mixes anywhere</h2>
        <p>
          Each one is measured, mastered to −14 LUFS under −1 dBTP, and ready to compare with the
          original at equal loudness. Then change what you like and download the WAV.
        </p>
        <FileButton className="button primary large" onFiles={session.openFiles} />
        <p className="welcome-formats">WAV, AIFF, CAF, FLAC, MP3, Ogg Vorbis, Opus, M4A</p>
      </div>
      <p className="welcome-private">
        <ShieldCheck size={16} aria-hidden="true" /> Nothing leaves this page: there is no upload,
        no account, no server that hears your music.
      </p>
    </section>
  )
}
