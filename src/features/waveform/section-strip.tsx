import type { Section } from '../../analysis/sections/sections'
import { useSession } from '../../session/use-session'
import { selectedTrack } from '../../store/select'
import type { LoopRegion } from '../../store/studio-state'
import { useStudio } from '../../store/use-studio'
import { sectionName } from '../../words/section-names'
import './section-strip.css'

/** What the track is made of, over what shows all of it: a press loops a section, another one lets it go. */
export default function SectionStrip() {
  const session = useSession()
  const track = useStudio(selectedTrack)
  const region = useStudio((state) =>
    state.selectedId === null ? undefined : state.loopRegions[state.selectedId],
  )
  const sections = track?.sections?.sections ?? []
  const durationSeconds = sections.at(-1)?.endSeconds ?? 0
  if (!track || sections.length < 2) return null
  return (
    <fieldset className="section-strip" aria-label="Sections">
      {sections.map((section) => {
        const { startSeconds, endSeconds, rank } = section
        const isLooped = isRegion(section, region)
        return (
          <button
            key={startSeconds}
            type="button"
            className={`section is-${rank}`}
            aria-pressed={isLooped}
            aria-label={`Loop ${sectionName(section)}`}
            title={`${sectionName(section)}: loop it`}
            style={{
              left: `${(100 * startSeconds) / durationSeconds}%`,
              width: `${(100 * (endSeconds - startSeconds)) / durationSeconds}%`,
            }}
            onClick={() =>
              session.playback.setLoopRegion(
                track.id,
                isLooped ? null : { startSeconds, endSeconds },
              )
            }
          >
            {rank}
          </button>
        )
      })}
    </fieldset>
  )
}

const isRegion = (section: Section, region: LoopRegion | undefined): boolean =>
  region?.startSeconds === section.startSeconds && region.endSeconds === section.endSeconds
