import type { Tags } from '../../core/tags'
import type { FormatId } from '../../delivery/formats/registry'
import { leftBehind } from '../../delivery/tags/left-out'
import { useTags } from '../../session/use-tags'
import type { TrackState } from '../../store/tracks'
import { leftBehindSentences } from '../../words/left-out-sentence'

/** Says what of sources their files in a format will not say; nothing where all of it is kept. */
export const LeftBehind = ({
  tags,
  format,
}: {
  readonly tags: readonly Tags[]
  readonly format: FormatId
}) => {
  const sentences = leftBehindSentences(leftBehind(tags, format))
  return sentences.length > 0 ? <p className="left-behind">{sentences.join(' ')}</p> : null
}

/** The same of one track. */
export const LeftOut = ({
  track,
  format,
}: {
  readonly track: TrackState
  readonly format: FormatId
}) => <LeftBehind tags={[useTags(track.id)]} format={format} />
