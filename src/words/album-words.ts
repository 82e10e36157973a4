import { cdTime } from '../album/cd-time'
import { latin1Proposal, withPlainSigns } from '../album/latin1'
import type { RedBookViolation } from '../album/red-book'
import type { AlbumExported, AlbumLevels } from '../store/album'
import { formatNumber, formatSigned } from './format'

/** An edge of a track was left as it is, since the album lays it against another track. */
export const joinedSentence = (trackName: string, edge: 'head-cut' | 'tail-cut'): string =>
  edge === 'head-cut'
    ? `On the album “${trackName}” follows without a pause: it is not faded in. Its proposal has the switch.`
    : `On the album “${trackName}” runs into the next track: it is not faded out. Its proposal has the switch.`

/** What keeps an album from being pressed, and what to do about it. */
export const redBookSentence = (violation: RedBookViolation): string => {
  switch (violation.kind) {
    case 'no-tracks':
      return 'There are no tracks. Open some first.'
    case 'too-many-tracks':
      return `A CD holds 99 tracks at most; these are ${violation.count}. Make it two discs.`
    case 'first-pause-too-short':
      return `The pause ahead of the first track is ${cdTime(violation.cdFrames)} long; a CD needs two seconds.`
    case 'track-too-short':
      return `Track ${violation.track} lasts ${cdTime(violation.cdFrames)}; a track of a CD lasts four seconds at least. Take less off it, or join it with its neighbour.`
    case 'points-out-of-order':
      return `Track ${violation.track} begins before the one ahead of it does. Make the crossfade shorter.`
    case 'no-start':
      return `Track ${violation.track} has no beginning. Put it into another place.`
    case 'programme-too-long':
      return `The album lasts ${cdTime(violation.cdFrames)}; plants take 79:57 at most. Leave a track out, or shorten the gaps.`
  }
}

/** An ISRC that is none. */
export const isrcSentence = (track: number, text: string): string =>
  `The ISRC of track ${track} (“${text}”) is none: it has two letters, three letters or digits, and seven digits, such as DE-ABC-26-00001.`

/** A UPC or EAN that is none; `expected`: what its last digit should be. */
export const barcodeSentence = (expected: number | null): string =>
  expected === null
    ? 'The UPC or EAN has 12 or 13 digits. Correct it, or leave it out.'
    : `The last digit of the UPC or EAN should be ${expected}. One of its digits is mistyped.`

/** More text than CD-Text can hold. */
export const CD_TEXT_TOO_LONG = 'There is more text than a CD can hold. Shorten titles.'

/** A text that CD-Text cannot hold, with what comes nearest to it. */
export const cdTextSentence = (text: string): string => {
  const proposal = latin1Proposal(text)
  const next = proposal === null ? 'Write it in Latin letters.' : `Write it as “${proposal}”.`
  return `“${text}” has characters that CD-Text lacks (it has those of western Europe only). ${next}`
}

/** What CD-Text has plain signs for; null: nothing. */
export const plainSignsSentence = ([first, ...others]: readonly string[]): string | null => {
  if (first === undefined) return null
  const more = others.length === 0 ? '' : ` ${others.length} more likewise.`
  return `CD-Text has plain quotes and dashes only: “${first}” stands there as “${withPlainSigns(first)}”.${more}`
}

/** What was found in an album's files when they were opened again. */
export const albumExportedSentence = (exported: AlbumExported): string => {
  const { name, lossy, truePeakDbtp, ceilingDbtp, clippedSamples, turnedDownDb } = exported
  const saved = `“${name}” is saved.`
  if (truePeakDbtp === null)
    return `${saved} There is no decoder for these files here: what players make of them was not measured.`
  const checked = lossy
    ? 'Every file was decoded again: its length is right to the frame.'
    : 'Every file was read back, sample for sample.'
  const peak = ` The true peak is ${formatNumber(truePeakDbtp, 1)} dBTP.`
  const down =
    turnedDownDb > 0
      ? ` The whole album was turned down by ${formatNumber(turnedDownDb, 2)} dB for it.`
      : ''
  return `${saved} ${checked}${peak}${down}${overSentence(truePeakDbtp - ceilingDbtp, clippedSamples, lossy)}`
}

/** What takes an album over the ceiling of its masters, and what to do; with a blank before it. */
const overSentence = (overDb: number, clippedSamples: number, lossy: boolean): string => {
  if (overDb <= 0) return ''
  const clipped = clippedSamples > 0 ? ` and clips in ${clippedSamples} samples` : ''
  const next = lossy
    ? 'Hold the ceiling after the codec, or choose more bits.'
    : 'Where tracks overlap they add up: lower the album’s loudness, or make the crossfade shorter.'
  return ` That is ${formatNumber(overDb, 1)} dB over the ceiling of its masters${clipped}. ${next}`
}

/** How loud the album is, as it will be written. */
export const albumLevelsSentence = (levels: AlbumLevels): string => {
  const { wholeLufs, loudestLufs, truePeakDbtp, gainDb, isHeldBack } = levels
  if (wholeLufs === null || loudestLufs === null) return 'There is nothing loud enough to measure.'
  const peak =
    truePeakDbtp === null ? '' : `, true peak ${formatNumber(truePeakDbtp + gainDb, 1)} dBTP`
  const is = `The whole ${formatNumber(wholeLufs + gainDb, 1)} LUFS, loudest track ${formatNumber(loudestLufs + gainDb, 1)} LUFS${peak}.`
  const gain = gainDb === 0 ? '' : ` ${formatSigned(gainDb, 2)} dB on all tracks alike.`
  const held = isHeldBack
    ? ' More would go over the ceiling: master the tracks louder, or lower the target.'
    : ''
  return `${is}${gain}${held}`
}
