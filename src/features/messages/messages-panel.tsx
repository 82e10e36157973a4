import { Info, TriangleAlert, X } from 'lucide-react'
import type { Message } from '../../store/studio-state'
import { useStudio, useStudioStore } from '../../store/use-studio'
import './messages.css'
import { IconButton } from '../../ui/icon-button'
import { ChannelsQuestion } from './channels-question'
import { TooLoudQuestion } from './too-loud-question'

/** Sentences that ask for a next step (alerts) or only tell (notes), each until it is dismissed. */
export const MessagesPanel = () => {
  const studio = useStudioStore()
  const messages = useStudio((state) => state.messages)
  const tracks = useStudio((state) => state.tracks)
  return (
    <section className="messages" aria-label="Messages">
      {messages
        .filter(({ kind }) => kind === 'error')
        .map((message) => (
          <MessageBox key={message.id} {...message} onDismiss={() => studio.dismiss(message.id)} />
        ))}
      {/* There before its first note: what is added to a status is spoken, a new status often is not. */}
      <div className="message-notes" role="status" aria-label="Notes">
        {messages
          .filter(({ kind }) => kind !== 'error')
          .map((message) => (
            <MessageBox
              key={message.id}
              {...message}
              onDismiss={() => studio.dismiss(message.id)}
            />
          ))}
      </div>
      {tracks.map((track) => (
        <TooLoudQuestion key={track.id} track={track} />
      ))}
      {tracks.map((track) => (
        <ChannelsQuestion key={track.id} track={track} />
      ))}
    </section>
  )
}

const MessageBox = ({
  kind,
  sentence,
  onDismiss,
}: Message & { readonly onDismiss: () => void }) => (
  <div className={`message is-${kind}`} role={kind === 'error' ? 'alert' : 'note'}>
    {kind === 'error' ? (
      <TriangleAlert size={16} aria-hidden="true" />
    ) : (
      <Info size={16} aria-hidden="true" />
    )}
    <p>{sentence}</p>
    <IconButton
      label="Dismiss"
      title="Dismiss"
      onClick={onDismiss}
      icon={X}
      size={14}
      className="small quiet"
    />
  </div>
)
