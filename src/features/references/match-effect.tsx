import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { widthsDb } from '../../mastering/matching/match-width'
import { type RegionDifference, toneDifference } from '../../mastering/matching/tone-difference'
import { weightedMiddle } from '../../mastering/matching/weighted-middle'
import { masterFingerprint, selectedRecipe, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { formatNumber, formatSigned } from '../../words/format'
import { REGION_NAMES } from '../../words/region-names'

/** The stereo image's three bands. */
const WIDTHS = ['Width, lows', 'Width, middle', 'Width, highs'] as const

/** How far from its references the track was, and how far its master is: the spectrum part by part, loudness, width. */
export const MatchEffect = () => {
  const references = useStudio((state) => state.references)
  const match = useStudio((state) => selectedRecipe(state)?.match ?? null)
  const own = useStudio((state) => selectedTrack(state)?.fingerprint) ?? null
  const made = useStudio(masterFingerprint)
  const weighted = references.map((reference) => ({
    ...reference,
    weightPercent: match?.weights[reference.id] ?? 0,
  }))
  const before = own && toneDifference(weighted, own)
  const after = made && toneDifference(weighted, made)
  if (!before) return null
  /** Of something measured, how far the track was and the master is from the middle of the references. */
  const both = (value: (fingerprint: Fingerprint) => number | null) => {
    const known = weighted.flatMap(({ fingerprint, weightPercent }) => {
      const of = value(fingerprint)
      return of === null || weightPercent === 0 ? [] : [{ of, weightPercent }]
    })
    const wanted =
      known.length === 0
        ? null
        : weightedMiddle(
            known.map(({ of }) => of),
            known.map(({ weightPercent }) => weightPercent),
          )
    return { before: less(own && value(own), wanted), after: less(made && value(made), wanted) }
  }
  return (
    <table className="match-effect" aria-label="Difference from the reference">
      <thead>
        <tr>
          <th scope="col">Off by, dB</th>
          <th scope="col">Original</th>
          <th scope="col">Master</th>
        </tr>
      </thead>
      <tbody>
        {before.regions.map(({ region, differenceDb }) => (
          <Row
            key={region}
            name={REGION_NAMES[region]}
            before={differenceDb}
            after={regionOf(after?.regions, region)}
          />
        ))}
        <Row
          name="Tone on average"
          before={before.meanDb}
          after={after?.meanDb ?? null}
          format={formatNumber}
        />
        {WIDTHS.map((name, band) => (
          <Row key={name} name={name} {...both((print) => widthsDb(print)[band] ?? null)} />
        ))}
        <Row name="Loudness" {...both(({ integratedLufs }) => integratedLufs)} />
      </tbody>
    </table>
  )
}

const less = (own: number | null | undefined, other: number | null | undefined): number | null =>
  own == null || other == null ? null : own - other

const regionOf = (
  regions: readonly RegionDifference[] | undefined,
  wanted: RegionDifference['region'],
): number | null => regions?.find(({ region }) => region === wanted)?.differenceDb ?? null

interface RowProps {
  readonly name: string
  readonly before: number | null
  readonly after: number | null
  readonly format?: typeof formatNumber
}

const Row = ({ name, before, after, format = formatSigned }: RowProps) => (
  <tr>
    <th scope="row">{name}</th>
    {[before, after].map((value, at) => (
      <td key={at === 0 ? 'before' : 'after'}>
        {value === null ? '–' : <data value={value}>{format(value, 1)}</data>}
      </td>
    ))}
  </tr>
)
