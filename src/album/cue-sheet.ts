import { cdTime } from './cd-time'
import type { Disc } from './disc'

/** CDRWIN's longest text. */
const MAX_TEXT = 80

/** A quoted text: no quotes inside, no line ends, at most 80 characters. */
const quoted = (text: string): string =>
  `"${[...text.replace(/"/g, "'").replace(/\s+/g, ' ').trim()].slice(0, MAX_TEXT).join('')}"`

/**
 * The cue sheet (CDRWIN) of a disc whose audio is one WAV file: commands in capitals, CR LF, no BOM, ISRC
 * ahead of INDEX. Track 1's pause is index 0 of the file itself, as the image has it.
 */
export const cueSheet = (disc: Disc, fileName: string): string => {
  const lines = [
    ...(disc.ean13 ? [`CATALOG ${disc.ean13}`] : []),
    ...texts(disc, ''),
    `FILE ${quoted(fileName)} WAVE`,
    ...disc.tracks.flatMap((track, at) => [
      `  TRACK ${String(at + 1).padStart(2, '0')} AUDIO`,
      ...texts(track, '    '),
      ...(track.copyPermitted ? ['    FLAGS DCP'] : []),
      ...(track.isrc ? [`    ISRC ${track.isrc}`] : []),
      ...disc.points
        .filter((point) => point.track === at + 1)
        .map(({ index, atCdFrames }) => {
          return `    INDEX ${String(index).padStart(2, '0')} ${cdTime(atCdFrames)}`
        }),
    ]),
  ]
  return lines.map((line) => `${line}\r\n`).join('')
}

const texts = ({ title, performer }: { title: string; performer: string }, indent: string) => [
  ...(performer ? [`${indent}PERFORMER ${quoted(performer)}`] : []),
  ...(title ? [`${indent}TITLE ${quoted(title)}`] : []),
]
