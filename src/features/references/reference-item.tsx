import { Trash2 } from 'lucide-react'
import { WEIGHT_SPEC } from '../../chain/match'
import type { TrackId } from '../../core/track'
import { doubtsOf } from '../../mastering/matching/suitability'
import { useSession } from '../../session/use-session'
import type { Reference } from '../../store/reference'
import { selectedRecipe, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { IconButton } from '../../ui/icon-button'
import { doubtSentence } from '../../words/doubt-sentence'
import { PercentSlider } from './percent-slider'

interface ReferenceItemProps {
  readonly reference: Reference
  readonly track: TrackId
}

/** One reference: how much it counts for the track, and what speaks against it. */
export const ReferenceItem = ({ reference, track }: ReferenceItemProps) => {
  const { id, name, fingerprint } = reference
  const session = useSession()
  const percent = useStudio((state) => selectedRecipe(state)?.match?.weights[id] ?? 0)
  const own = useStudio((state) => selectedTrack(state)?.fingerprint ?? null)
  const doubts = own && percent > 0 ? doubtsOf(fingerprint, own) : []
  return (
    <li className="reference">
      <span className="reference-name" title={name}>
        {name}
      </span>
      <PercentSlider
        label={`${name} weight`}
        percent={percent}
        startPercent={WEIGHT_SPEC.default}
        disabled={!own}
        onChange={(next) => session.references.setWeight(track, id, next)}
      />
      <IconButton
        label={`Remove ${name}`}
        title="Take this reference off the shelf"
        onClick={() => session.references.remove(id)}
        icon={Trash2}
        size={13}
        className="small"
      />
      {doubts.map((doubt) => (
        <p key={doubt.kind} className="reference-doubt">
          {doubtSentence(doubt)}
        </p>
      ))}
    </li>
  )
}
