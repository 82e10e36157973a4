import { type FormatId, formatOf } from '../../delivery/formats/registry'
import { leftOut } from '../../delivery/tags/left-out'
import { useTags } from '../../session/use-tags'
import type { TrackState } from '../../store/tracks'
import { leftOutSentence } from '../../words/left-out-sentence'

/** Says what of the source the chosen format has no place for; nothing where everything fits. */
export const LeftOut = ({
  track,
  format,
}: {
  readonly track: TrackState
  readonly format: FormatId
}) => {
  const out = leftOut(useTags(track.id), format)
  const sentence = leftOutSentence(out, formatOf(format).label)
  return sentence ? <p className="export-left-out">{sentence}</p> : null
}
