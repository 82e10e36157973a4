import type { Section } from '../../analysis/sections/sections'
import { useSession } from '../../session/use-session'
import type { LoopRegion } from '../../store/studio-state'
import type { TrackState } from '../../store/tracks'
import { sectionName } from '../../words/section-names'
import './section-strip.css'

export interface SectionStripProps {
  readonly track: TrackState
  readonly durationSeconds: number
  /** What is looped now; undefined: no part of the track. */
  readonly region: LoopRegion | undefined
}

/** What the track is made of, over its overview: a press loops a section, another one lets it go. */
export const SectionStrip = ({ track, durationSeconds, region }: SectionStripProps) => {
  const session = useSession()
  const sections = track.sections?.sections ?? []
  if (sections.length < 2) return null
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
