import { CopyPlus } from 'lucide-react'
import { useId, useRef } from 'react'
import { approachOf } from '../../mastering/proposal/approaches'
import { useSession } from '../../session/use-session'
import { useStudio } from '../../store/use-studio'
import { recipeOf, VERSION_IDS, type VersionId } from '../../store/versions'
import './versions.css'

/** Up to four recipes side by side. A letter that is not used yet starts as a copy of the current one. */
export const VersionSwitch = () => {
  const session = useSession()
  const selectedId = useStudio((state) => state.selectedId)
  const history = useStudio((state) =>
    state.selectedId === null ? undefined : state.recipes[state.selectedId],
  )
  const popoverId = useId()
  const popoverRef = useRef<HTMLFieldSetElement>(null)
  const current = history?.version ?? 'A'
  const isUsed = (id: VersionId): boolean => history !== undefined && !!recipeOf(history, id)
  const approachIn = (id: VersionId): string =>
    approachOf(history && recipeOf(history, id)?.approachId).label

  return (
    <div className="versions">
      <div className="version-letters" role="radiogroup" aria-label="Version">
        {VERSION_IDS.map((id) => (
          <label
            key={id}
            className={isUsed(id) ? 'choice version is-used' : 'choice version'}
            title={
              isUsed(id)
                ? `Version ${id}: ${approachIn(id)} (Shift+${id})`
                : `Version ${id}: starts as a copy of ${current} (Shift+${id})`
            }
          >
            <input
              type="radio"
              name="version"
              aria-label={isUsed(id) ? `Version ${id}` : `Version ${id}, not used yet`}
              value={id}
              checked={id === current}
              disabled={!history}
              onChange={() => selectedId && session.recipe.switchVersion(selectedId, id)}
            />
            {id}
          </label>
        ))}
      </div>
      <button
        type="button"
        className="button icon"
        aria-label={`Copy version ${current} to…`}
        title={`Copy version ${current} to… (Alt+Shift+letter)`}
        disabled={!history}
        popoverTarget={popoverId}
      >
        <CopyPlus size={16} aria-hidden="true" />
      </button>
      <fieldset
        ref={popoverRef}
        id={popoverId}
        className="version-copies"
        popover="auto"
        aria-label={`Copy version ${current}`}
      >
        {VERSION_IDS.filter((id) => id !== current).map((id) => (
          <button
            key={id}
            type="button"
            className="button"
            onClick={() => {
              if (selectedId) session.recipe.copyVersion(selectedId, id)
              popoverRef.current?.hidePopover()
            }}
          >
            Copy {current} to {id}
            {isUsed(id) ? <span className="unit">replaces {id}</span> : null}
          </button>
        ))}
      </fieldset>
    </div>
  )
}
