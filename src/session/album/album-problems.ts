import { cdText, plainedTexts } from '../../album/cd-text'
import { redBookViolations } from '../../album/red-book'
import { parseBarcode, parseIsrc } from '../../core/codes'
import { editedTags, NO_TAG_EDITS } from '../../core/tag-edits'
import { albumTracks } from '../../store/album'
import {
  barcodeSentence,
  CD_TEXT_TOO_LONG,
  cdTextSentence,
  isrcSentence,
  plainSignsSentence,
  redBookSentence,
} from '../../words/album-words'
import { type AlbumSources, albumOf, plannedDisc } from './album-of'

/** All that keeps an album from being written as a disc, a sentence each; empty = it can be. Only a DDP has CD-Text. */
export const discProblems = (sources: AlbumSources, kind: 'cue' | 'ddp'): readonly string[] => {
  const disc = plannedDisc(albumOf(sources), sources.tracks)
  const text = kind === 'ddp' ? cdText(disc) : null
  return [
    ...redBookViolations(disc).map(redBookSentence),
    ...codeProblems(sources),
    ...(text?.status === 'not-latin1' ? text.texts.map(cdTextSentence) : []),
    ...(text?.status === 'too-long' ? [CD_TEXT_TOO_LONG] : []),
  ]
}

/** What a DDP has otherwise than the page shows it; null: nothing. */
export const discNote = (sources: AlbumSources): string | null =>
  plainSignsSentence(plainedTexts(plannedDisc(albumOf(sources), sources.tracks)))

const codeProblems = ({ album: plan, tracks, tagEdits }: AlbumSources): readonly string[] => {
  const barcode = parseBarcode(plan.barcode)
  const isrcs = albumTracks(plan, tracks).flatMap(({ id, facts }, at) => {
    const { isrc = '' } = editedTags(facts?.tags ?? {}, tagEdits[id] ?? NO_TAG_EDITS)
    return isrc === '' || parseIsrc(isrc) ? [] : [isrcSentence(at + 1, isrc)]
  })
  if (plan.barcode.trim() === '' || barcode.status === 'valid') return isrcs
  const expected = barcode.status === 'wrong-check-digit' ? barcode.expected : null
  return [barcodeSentence(expected), ...isrcs]
}
