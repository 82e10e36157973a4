import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { widthsDb } from '../../mastering/matching/match-width'
import { type RegionDifference, toneDifference } from '../../mastering/matching/tone-difference'
import { heaviestReference, selectedRecipe, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { formatNumber, formatSigned } from '../../words/format'
import { REGION_NAMES } from '../../words/region-names'

/** Of the stereo image's three bands. */
const MIDDLE = 1

/** How far from its references the track was, and how far its master is: the spectrum part by part, loudness, width. */
export const MatchEffect = () => {
  const references = useStudio((state) => state.references)
  const match = useStudio((state) => selectedRecipe(state)?.match ?? null)
  const track = useStudio(selectedTrack)
  const heaviest = useStudio(heaviestReference)?.fingerprint
  const weighted = references.map((reference) => ({
    ...reference,
    weightPercent: match?.weights[reference.id] ?? 0,
  }))
  const { master, masterFingerprint, fingerprint: own = null } = track ?? {}
  const made = masterFingerprint?.of === master ? (masterFingerprint?.fingerprint ?? null) : null
  const before = own && toneDifference(weighted, own)
  const after = made && toneDifference(weighted, made)
  if (!before || !heaviest) return null
  const both = (difference: (fingerprint: Fingerprint) => number | null) => ({
    before: own && difference(own),
    after: made && difference(made),
  })
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
        <Row
          name="Width"
          {...both((fingerprint) =>
            less(widthsDb(fingerprint)[MIDDLE], widthsDb(heaviest)[MIDDLE]),
          )}
        />
        <Row
          name="Loudness"
          {...both(({ integratedLufs }) => less(integratedLufs, heaviest.integratedLufs))}
        />
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
