import { MATCH_AMOUNT_SPECS, STARTING_AMOUNTS } from '../../chain/match'
import type { TrackId } from '../../core/track'
import { useSession } from '../../session/use-session'
import { selectedRecipe } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { PercentSlider } from './percent-slider'

/** How far each side of the references is followed. */
export const MatchGroup = ({ track }: { readonly track: TrackId }) => {
  const session = useSession()
  const amounts = useStudio((state) => selectedRecipe(state)?.match?.amounts ?? STARTING_AMOUNTS)
  const isReady = useStudio((state) => selectedRecipe(state) !== undefined)
  return (
    <fieldset className="match" aria-label="Match">
      <legend className="panel-title">Match</legend>
      {MATCH_AMOUNT_SPECS.map(({ id, label, default: startPercent }) => (
        <div className="match-row" key={id}>
          <span aria-hidden="true">{label}</span>
          <PercentSlider
            label={label}
            percent={amounts[id]}
            startPercent={startPercent}
            disabled={!isReady}
            onChange={(percent) => session.references.setAmount(track, id, percent)}
          />
          <span className="match-percent" aria-hidden="true">
            {Math.round(amounts[id])} %
          </span>
        </div>
      ))}
    </fieldset>
  )
}
