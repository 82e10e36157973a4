import { type Finding, foundIn } from '../../analysis/findings/finding'
import { useSession } from '../../session/use-session'
import { selectedTrack } from '../../store/select'
import { useStudio } from '../../store/use-studio'
import { findingName, reasonWords } from '../../words/finding-words'
import { FindingItem } from './finding-item'
import './findings.css'

type Unknown = Extract<Finding, { readonly state: 'not-measured' }>

/** Asked, but not answered. */
const isUnknown = (finding: Finding): finding is Unknown =>
  finding.state === 'not-measured' && finding.reason !== 'not-looked-for'

/** What is wrong with it: everything that was found, most severe first; behind it what could not be told. */
export default function FindingsPanel() {
  const session = useSession()
  const track = useStudio(selectedTrack)
  const analysis = track?.analysis
  if (!track || !analysis) return null
  const found = foundIn(analysis)
  const unknown = analysis.findings.filter(isUnknown)
  return (
    <section className="findings-panel" aria-label="What was found">
      <h2 className="panel-title">Findings</h2>
      <ul className="findings" aria-label="Findings">
        {found.length === 0 ? <li className="found">Nothing to mend.</li> : null}
        {found.map((finding) => (
          <FindingItem
            key={`${track.id} ${finding.kind}`}
            finding={finding}
            onGo={(place) => session.playback.goTo(track.id, place)}
          />
        ))}
        {unknown.map(({ kind, state, reason }) => (
          <li key={kind} className="not-measured" data-finding={kind} data-state={state}>
            {findingName(kind)}: not measured, {reasonWords(reason)}
          </li>
        ))}
      </ul>
    </section>
  )
}
