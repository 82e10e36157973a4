import { useRef } from 'react'
import { useSession } from '../../session/use-session'
import { useTags } from '../../session/use-tags'
import type { TrackState } from '../../store/tracks'
import { Cover } from '../../ui/cover'
import { Field } from '../../ui/field'
import { codeSentences } from '../../words/code-sentences'
import { TAG_LABELS } from '../../words/tag-labels'
import { TAG_FIELDS } from './tag-fields'
import './tags.css'

/** What the exported file says of its music: the source's own tags, to be mended. */
export const TagsGroup = ({ track }: { readonly track: TrackState }) => {
  const session = useSession()
  const tags = useTags(track.id)
  const inputRef = useRef<HTMLInputElement>(null)
  return (
    <details className="tags" aria-label="Tags" open>
      <summary>Tags</summary>
      <div className="tags-grid">
        {TAG_FIELDS.map(({ field, hint }) => (
          <Field key={field} caption={TAG_LABELS[field]}>
            <input
              className="text-entry"
              type="text"
              aria-label={TAG_LABELS[field]}
              placeholder={hint}
              value={tags[field] ?? ''}
              onChange={(event) => session.tags.setText(track.id, field, event.target.value)}
            />
          </Field>
        ))}
        {codeSentences(tags).map((sentence) => (
          <p key={sentence} className="tags-warning">
            {sentence}
          </p>
        ))}
        <div className="tags-cover">
          <Cover picture={tags.cover} label="Artwork" />
          <button type="button" className="button" onClick={() => inputRef.current?.click()}>
            {tags.cover ? 'Replace artwork…' : 'Add artwork…'}
          </button>
          {tags.cover && (
            <button
              type="button"
              className="button"
              onClick={() => session.tags.removeCover(track.id)}
            >
              Remove artwork
            </button>
          )}
          <input
            ref={inputRef}
            className="visually-hidden"
            type="file"
            accept="image/jpeg,image/png"
            aria-label="Artwork file"
            tabIndex={-1}
            onChange={(event) => {
              const file = event.target.files?.[0]
              // The same file may be chosen again.
              event.target.value = ''
              if (file) void session.tags.replaceCover(track.id, file)
            }}
          />
        </div>
      </div>
    </details>
  )
}
