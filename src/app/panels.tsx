import { lazy, type ReactNode, Suspense } from 'react'
import { DestinationPanel } from '../features/destination/destination-panel'
import { LandingPanel } from '../features/landing/landing-panel'
import { MeasurementsPanel } from '../features/measurements/measurements-panel'
import { TransportPanel } from '../features/transport/transport-panel'
import { Waiting } from './busy-main'

const findingsPanel = () => import('../features/findings/findings-panel')
const proposalPanel = () => import('../features/proposal/proposal-panel')
const rackPanel = () => import('../features/rack/rack-panel')
/** The code of what the first analysis brings. */
export const ANALYSIS_PANELS = [findingsPanel, proposalPanel, rackPanel]

const FindingsPanel = lazy(findingsPanel)
const LoudnessPlot = lazy(() => import('../features/loudness/loudness-plot'))
const ReferencesPanel = lazy(() => import('../features/references/references-panel'))
const MetersPanel = lazy(() => import('../features/meters/meters-panel'))
const ProposalPanel = lazy(proposalPanel)
const ScopesPanel = lazy(() => import('../features/scopes/scopes-panel'))
const RackPanel = lazy(rackPanel)
const PricePanel = lazy(() => import('../features/price/price-panel'))
const SectionStrip = lazy(() => import('../features/waveform/section-strip'))
const WaveformPanel = lazy(() => import('../features/waveform/waveform-panel'))

/** A panel whose code comes when it is wanted; until then nothing stands in its place. */
export const Lazily = ({ of }: { readonly of: ReactNode }) => (
  <Suspense fallback={<Waiting />}>{of}</Suspense>
)

// What depends on the studio alone. React passes over what is the very same element: the page's own state draws none of these anew.

export const destination = <DestinationPanel />
export const landing = <LandingPanel />
export const measurements = <MeasurementsPanel />
export const transport = <TransportPanel />
export const findings = <Lazily of={<FindingsPanel />} />
export const references = <Lazily of={<ReferencesPanel />} />
export const proposal = <Lazily of={<ProposalPanel />} />
export const price = <Lazily of={<PricePanel />} />
export const waveform = (
  <Suspense fallback={<Waiting className="waveform" />}>
    <WaveformPanel loudness={<LoudnessPlot />} />
  </Suspense>
)
/** Where there is room for one column: how loud it is stands elsewhere. */
export const narrowWaveform = (
  <Suspense fallback={<Waiting className="waveform" />}>
    <WaveformPanel loudness={null} />
  </Suspense>
)
export const meters = (
  <Suspense fallback={<Waiting className="meters" />}>
    <MetersPanel />
  </Suspense>
)
export const rack = (
  <Suspense fallback={<Waiting className="rack" />}>
    <RackPanel scopes={<ScopesPanel />} />
  </Suspense>
)
export const emptyRack = (
  <section className="rack" aria-label="Chain">
    <p className="rack-waiting">The chain appears here, module by module.</p>
  </section>
)
/** Where the waveform is too low to be looked at in another way, or to carry the sections. */
export const loudnessCourse = (
  <section className="loudness-course" aria-label="Loudness over time">
    <h2>Loudness over time</h2>
    <p className="hint">Thin momentary · thick short-term · dash-dotted integrated</p>
    <Lazily
      of={
        <>
          <SectionStrip />
          <LoudnessPlot />
        </>
      }
    />
  </section>
)
