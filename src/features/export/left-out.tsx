import { type FormatId, formatOf } from '../../delivery/formats/registry'
import { leftOut } from '../../delivery/tags/left-out'
import { useTags } from '../../session/use-tags'
import type { TrackState } from '../../store/tracks'
import { leftOutSentence, outdatedSentence } from '../../words/left-out-sentence'

/** Says what of the source the chosen format has no place for, and what mastering makes false; nothing where all of it is kept. */
export const LeftOut = ({
  track,
  format,
}: {
  readonly track: TrackState
  readonly format: FormatId
}) => {
  const tags = useTags(track.id)
  const sentences = [
    leftOutSentence(leftOut(tags, format), formatOf(format).label),
    outdatedSentence(tags.outdated ?? []),
  ].filter((sentence) => sentence !== null)
  return sentences.length > 0 ? <p className="export-left-out">{sentences.join(' ')}</p> : null
}
