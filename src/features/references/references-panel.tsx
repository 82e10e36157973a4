import { useSession } from '../../session/use-session'
import { useStudio } from '../../store/use-studio'
import { FileButton } from '../../ui/file-button'
import { Progress } from '../../ui/progress'
import { useLasting } from '../../ui/use-lasting'
import { Doubts } from './doubts'
import { MatchEffect } from './match-effect'
import { MatchGroup } from './match-group'
import { ReferenceItem } from './reference-item'
import './references.css'

/** What should it sound like: references on the shelf, and how far the selected track follows them. */
export default function ReferencesPanel() {
  const session = useSession()
  const references = useStudio((state) => state.references)
  const selectedId = useStudio((state) => state.selectedId)
  const measuring = useStudio((state) => state.jobs.find(({ kind }) => kind === 'measuring'))
  const matching = useLasting(
    useStudio((state) =>
      state.jobs.find(({ kind, trackId }) => kind === 'matching' && trackId === state.selectedId),
    ),
  )
  if (selectedId === null) return null

  return (
    <section className="references" aria-label="Reference shelf">
      <h2 className="panel-title">References</h2>
      <ul className="reference-list" aria-label="References">
        {references.map((reference) => (
          <ReferenceItem key={reference.id} reference={reference} track={selectedId} />
        ))}
      </ul>
      {measuring ? (
        <Progress
          label="Analysing"
          subject="reference"
          fraction={measuring.fraction}
          onCancel={() => session.references.cancel(measuring.trackId)}
        />
      ) : null}
      {matching ? (
        <Progress
          label="Matching"
          fraction={matching.fraction}
          onCancel={() => session.references.cancelMatch(selectedId)}
        />
      ) : null}
      <FileButton
        className="button small"
        text="Add reference…"
        inputLabel="Reference files"
        onFiles={(files) => void session.references.addFiles(files)}
      />
      {references.length === 0 ? (
        <p className="references-hint">
          A finished track that yours should stand beside. It is measured, never changed.
        </p>
      ) : (
        <>
          <MatchGroup track={selectedId} />
          <MatchEffect />
          <Doubts />
        </>
      )}
      <div className="reference-more">
        <button
          type="button"
          className="link"
          title="Put the selected track on the shelf, for the others to follow"
          onClick={() => void session.references.addTrack(selectedId)}
        >
          Use as reference
        </button>
        {references.length > 0 ? (
          <button
            type="button"
            className="link"
            title="Save the shelf as a JSON file: measurements, no audio. Add it again here or elsewhere."
            onClick={session.references.exportShelf}
          >
            Save references
          </button>
        ) : null}
      </div>
    </section>
  )
}
