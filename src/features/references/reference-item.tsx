import { Trash2 } from 'lucide-react'
import { WEIGHT_SPEC } from '../../chain/match'
import type { TrackId } from '../../core/track'
import { useSession } from '../../session/use-session'
import type { Reference } from '../../store/reference'
import { selectedRecipe } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { IconButton } from '../../ui/icon-button'
import { PercentSlider } from './percent-slider'

interface ReferenceItemProps {
  readonly reference: Reference
  readonly track: TrackId
}

/** One reference, and how much it counts for the track. */
export const ReferenceItem = ({ reference, track }: ReferenceItemProps) => {
  const { id, name } = reference
  const session = useSession()
  const percent = useStudio((state) => selectedRecipe(state)?.match?.weights[id] ?? 0)
  const isReady = useStudio((state) => selectedRecipe(state) !== undefined)
  return (
    <li className="reference">
      <button
        type="button"
        className="reference-name"
        aria-label={`Follow ${name}`}
        aria-pressed={percent > 0}
        disabled={!isReady}
        title={
          percent > 0 ? `${name}: followed. Press to leave it.` : `${name}: press to follow it.`
        }
        onClick={() =>
          session.references.setWeight(track, id, percent > 0 ? 0 : WEIGHT_SPEC.default)
        }
      >
        {name}
      </button>
      <PercentSlider
        label={`${name} weight`}
        percent={percent}
        startPercent={WEIGHT_SPEC.default}
        disabled={!isReady}
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
    </li>
  )
}
