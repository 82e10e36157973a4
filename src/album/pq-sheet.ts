import { cdTime } from './cd-time'
import { type Disc, startOf } from './disc'

/** What a plant's form asks for beside the disc itself. */
export interface PqSheetFacts {
  readonly date: string
  readonly contact: string
  readonly catalogueNumber: string
  /** MD5 of each file, hexadecimal, by name. */
  readonly checksums: readonly (readonly [name: string, md5: string])[]
}

/** The PQ sheet of a disc as one printable page (HTML, A4, no script). */
export const pqSheet = (disc: Disc, facts: PqSheetFacts): string => {
  const rows = disc.tracks.map((track, at) => {
    const start = startOf(disc, at + 1) ?? 0
    const pause = disc.points.find((point) => point.track === at + 1 && point.index === 0)
    const end = nextPoint(disc, at + 2) ?? disc.leadOutCdFrames
    return [
      String(at + 1),
      track.title,
      track.performer,
      track.isrc ?? '',
      cdTime(pause ? start - pause.atCdFrames : 0),
      cdTime(start),
      cdTime(end - start),
    ]
  })
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>PQ sheet: ${escaped(disc.title)}</title>
<style>@page{size:A4;margin:15mm}body{font:11pt sans-serif}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #888;padding:3px 6px;text-align:left}td{font-variant-numeric:tabular-nums}</style>
<h1>${escaped(disc.title)}</h1>
<p>${escaped(disc.performer)}</p>
${table(
  ['UPC/EAN', 'Catalogue number', 'Date', 'Contact', 'Total time', 'Lead-out'],
  [
    [
      disc.ean13 ?? '',
      facts.catalogueNumber,
      facts.date,
      facts.contact,
      cdTime(disc.leadOutCdFrames - (startOf(disc, 1) ?? 0)),
      cdTime(disc.leadOutCdFrames),
    ],
  ],
)}
<h2>Tracks</h2>
${table(['No.', 'Title', 'Performer', 'ISRC', 'Pause', 'Start', 'Duration'], rows)}
<h2>Checksums (MD5)</h2>
${table(['File', 'MD5'], facts.checksums)}
</html>
`
}

/** Where the track's pause or, without one, the track begins. */
const nextPoint = ({ points }: Disc, track: number): number | null =>
  points.find((point) => point.track === track)?.atCdFrames ?? null

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><tr>${head.map((text) => `<th>${escaped(text)}</th>`).join('')}</tr>${rows
    .map((row) => `<tr>${row.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`)
    .join('')}</table>`

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
