import { selectedDamage } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { damagePlaceSentence, NOT_HEARD_GRADE } from '../../words/damage-words'
import type { TimeWindow } from './time-window'
import './damage-strip.css'

/** What has all of the colour; what is not heard has none. */
const STRONGEST = -2

/** Where it hurts: the damage of each second as a line over the wave, the stronger the more audible. */
export const DamageStrip = ({ window }: { readonly window: TimeWindow }) => {
  const damage = useStudio(selectedDamage)
  if (!damage) return null
  const { perSecond } = damage
  const span = window.to - window.from
  const first = Math.max(0, Math.floor(window.from))
  const seconds = perSecond.subarray(first, Math.min(perSecond.length, Math.ceil(window.to)))
  return (
    <div className="damage-strip" role="img" aria-label={damagePlaceSentence(perSecond)}>
      {Array.from(seconds, (grade, index) =>
        grade > NOT_HEARD_GRADE ? null : (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the second is what it is.
            key={first + index}
            style={{
              left: `${((first + index - window.from) / span) * 100}%`,
              width: `${100 / span}%`,
              opacity: Math.min(1, grade / STRONGEST),
            }}
          />
        ),
      )}
    </div>
  )
}
