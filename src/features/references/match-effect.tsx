import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { type RegionDifference, toneDifference } from '../../mastering/matching/tone-difference'
import { selectedRecipe, selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { formatNumber, formatSigned } from '../../words/format'
import { REGION_NAMES } from '../../words/region-names'

/** How far from its references the track was, and how far its master is, part by part of the spectrum. */
export const MatchEffect = () => {
  const references = useStudio((state) => state.references)
  const match = useStudio((state) => selectedRecipe(state)?.match ?? null)
  const track = useStudio(selectedTrack)
  const weighted = references.map((reference) => ({
    ...reference,
    weightPercent: match?.weights[reference.id] ?? 0,
  }))
  const differenceOf = (fingerprint: Fingerprint | null | undefined) =>
    fingerprint ? toneDifference(weighted, fingerprint) : null
  const before = differenceOf(track?.fingerprint)
  const { master, masterFingerprint } = track ?? {}
  const after = differenceOf(
    masterFingerprint?.of === master ? masterFingerprint?.fingerprint : null,
  )
  if (!before) return null
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
          <tr key={region}>
            <th scope="row">{REGION_NAMES[region]}</th>
            <td>
              <Decibels value={differenceDb} />
            </td>
            <td>
              <Decibels value={regionOf(after?.regions, region)} />
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">On average</th>
          <td>
            <data value={before.meanDb}>{formatNumber(before.meanDb, 1)}</data>
          </td>
          <td>{after ? <data value={after.meanDb}>{formatNumber(after.meanDb, 1)}</data> : '–'}</td>
        </tr>
      </tbody>
    </table>
  )
}

const regionOf = (
  regions: readonly RegionDifference[] | undefined,
  wanted: RegionDifference['region'],
): number | null => regions?.find(({ region }) => region === wanted)?.differenceDb ?? null

const Decibels = ({ value }: { readonly value: number | null }) =>
  value === null ? '–' : <data value={value}>{formatSigned(value, 1)}</data>
