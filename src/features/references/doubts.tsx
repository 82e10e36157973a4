import { doubtsOf } from '../../mastering/matching/suitability'
import { selectedRecipe, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { doubtSentence } from '../../words/doubt-sentence'

/** What speaks against the references that the track follows. */
export const Doubts = () => {
  const references = useStudio((state) => state.references)
  const weights = useStudio((state) => selectedRecipe(state)?.match?.weights)
  const own = useStudio((state) => selectedTrack(state)?.fingerprint ?? null)
  if (!own || !weights) return null
  const doubts = references
    .filter(({ id }) => (weights[id] ?? 0) > 0)
    .flatMap(({ id, name, fingerprint }) =>
      doubtsOf(fingerprint, own).map((doubt) => ({
        key: `${id} ${doubt.kind}`,
        name,
        sentence: doubtSentence(doubt),
      })),
    )
  if (doubts.length === 0) return null
  return (
    <ul className="reference-doubts" aria-label="What speaks against them">
      {doubts.map(({ key, name, sentence }) => (
        <li key={key}>
          {name}: {sentence}
        </li>
      ))}
    </ul>
  )
}
