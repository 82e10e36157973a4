import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { WEIGHT_SPEC } from '../../chain/match'
import type { TrackId } from '../../core/track'
import { useSession } from '../../session/use-session'
import type { Reference } from '../../store/reference'
import { selectedRecipe } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { IconButton } from '../../ui/icon-button'
import { PercentSlider } from './percent-slider'
import { ReferenceName } from './reference-name'

interface ReferenceItemProps {
  readonly reference: Reference
  readonly track: TrackId
}

/** One reference, and how much it counts for the track. */
export const ReferenceItem = ({ reference, track }: ReferenceItemProps) => {
  const { id, name } = reference
  const session = useSession()
  const percent = useStudio((state) => selectedRecipe(state)?.match?.weights[id] ?? 0)
  const [isNaming, setNaming] = useState(false)
  /** Has it been named? Then its name has the focus, where its field had it. */
  const [isNamed, setNamed] = useState(false)
  const isReady = useStudio((state) => selectedRecipe(state) !== undefined)
  return (
    <li className="reference">
      {isNaming ? (
        <ReferenceName
          name={name}
          onDone={(next) => {
            setNaming(false)
            setNamed(true)
            if (next !== null) session.references.rename(id, next)
          }}
        />
      ) : (
        <button
          type="button"
          className="reference-name"
          // biome-ignore lint/a11y/noAutofocus: it takes the place of a field that had it
          autoFocus={isNamed}
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
      )}
      <PercentSlider
        label={`${name} weight`}
        percent={percent}
        startPercent={WEIGHT_SPEC.default}
        disabled={!isReady}
        onChange={(next) => session.references.setWeight(track, id, next)}
      />
      <IconButton
        label={`Rename ${name}`}
        title="Call this reference otherwise"
        onClick={() => setNaming(true)}
        icon={Pencil}
        size={13}
        className="small"
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
