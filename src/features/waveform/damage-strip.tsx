import { selectedDamage } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { damageWords } from '../../words/damage-words'
import { formatNumber, formatTime } from '../../words/format'
import type { TimeWindow } from './time-window'
import './damage-strip.css'

/** Less than this has no colour … */
const NOT_HEARD = -0.25
/** … and this has all of it. */
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
    <div className="damage-strip" role="img" aria-label={sentence(perSecond)}>
      {Array.from(seconds, (grade, index) =>
        grade > NOT_HEARD ? null : (
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

const sentence = (perSecond: Float32Array): string => {
  let worst = 0
  for (const [second, grade] of perSecond.entries())
    if (grade < (perSecond[worst] ?? 0)) worst = second
  const grade = perSecond[worst] ?? 0
  if (grade > NOT_HEARD) return 'Damage over time: nowhere audible.'
  return `Damage over time: most audible at ${formatTime(worst)}, ${formatNumber(grade, 1)} (${damageWords(grade)}).`
}
