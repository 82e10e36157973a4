import { CircleCheck, CircleDashed, CircleSlash, TriangleAlert } from 'lucide-react'
import type { Verdict } from '../../mastering/landing/verdict'
import { destinationOf, predictedPlaybackGainDb } from '../../mastering/proposal/destinations'
import { useSession } from '../../session/use-session'
import { masterIsStale, selectedDamage, selectedTrack, visibleJob } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { Progress } from '../../ui/progress'
import { damageSentence } from '../../words/damage-words'
import { keepUnits } from '../../words/format'
import './landing.css'
import { playbackSentence } from '../../words/playback-sentence'
import { verdictWords } from '../../words/verdict-sentence'

const ICONS = { hit: CircleCheck, missed: TriangleAlert, unmeasurable: CircleSlash } as const

/** Where the person asked to stop, it is no miss. */
const lookOf = (verdict: Verdict): keyof typeof ICONS =>
  verdict.status === 'missed' && verdict.reason === 'damage' ? 'hit' : verdict.status

/** Did it get there: the verdict as a sentence, and the mastering in progress in its place. */
export const LandingPanel = () => {
  const session = useSession()
  const track = useStudio(selectedTrack)
  const job = useStudio(visibleJob('mastering'))
  const stale = useStudio(masterIsStale)
  const own = job?.trackId === track?.id
  const jobName = useStudio((state) => state.tracks.find(({ id }) => id === job?.trackId)?.name)
  const verdict = track?.master?.verdict
  const damage = useStudio(selectedDamage)
  const words = verdict ? verdictWords(verdict) : undefined
  const look = verdict && lookOf(verdict)
  const Icon = look && !stale ? ICONS[look] : CircleDashed
  const destination = destinationOf(track?.master?.recipe.destinationId ?? '')
  const measured = track?.master?.analysis
  const playback =
    destination && measured
      ? playbackSentence(
          destination.label,
          predictedPlaybackGainDb(
            destination,
            measured.loudness.integratedLufs,
            measured.truePeakDbtp,
          ),
        )
      : ''
  const halted = track?.halted === 'master' && !(job && own)

  return (
    <section
      className={stale ? 'landing is-stale' : `landing is-${look ?? 'none'}`}
      aria-label="Verdict"
    >
      <div className="landing-words">
        <Icon size={16} aria-hidden="true" />
        <p role="status" aria-label="Landing">
          {words ? (
            <>
              <strong>{keepUnits(words.headline)}</strong> {keepUnits(words.detail)}
              {damage ? ` ${damageSentence(damage.grade)}` : null}
            </>
          ) : halted ? (
            'Mastering was stopped.'
          ) : (
            'The verdict comes with the master.'
          )}
        </p>
      </div>
      <div className="landing-work">
        {job ? (
          <Progress
            label="Mastering"
            {...(own || jobName === undefined ? {} : { subject: jobName })}
            fraction={job.fraction}
            onCancel={() => session.tracks.cancel(job.trackId, 'mastering')}
          />
        ) : halted && track ? (
          <div className="landing-halted">
            <span>{track.master ? 'Settings changed since this master.' : 'No master yet.'}</span>
            <button
              type="button"
              className="button small"
              onClick={() => void session.recipe.masterNow(track.id)}
            >
              Master now
            </button>
          </div>
        ) : (
          <p className="landing-playback" title={playback}>
            {keepUnits(playback)}
          </p>
        )}
      </div>
    </section>
  )
}
