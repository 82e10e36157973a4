import { lazy, Suspense, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { MessagesPanel } from '../features/messages/messages-panel'
import { TracksPanel } from '../features/tracks/tracks-panel'
import { Welcome } from '../features/welcome/welcome'
import { selectedTrack } from '../store/select'
import { useStudio } from '../store/use-studio'
import * as panels from './panels'
// After the panels, whose styles these override.
import './app.css'
import './narrow.css'
import { BusyMain, Waiting } from './busy-main'
import { Header } from './header'
import { PageButtons, Pages, usePager } from './pages'
import type { DialogName } from './shortcuts'
import { UpdateNote } from './update-note'
import { useAppliedTheme } from './use-applied-theme'
import { useBusy } from './use-busy'
import { useDropZone } from './use-drop-zone'
import { useHeldPointer } from './use-held-pointer'
import { useNarrow } from './use-narrow'
import { useOffline } from './use-offline'
import { useRecipeLink } from './use-recipe-link'
import { useShortcuts } from './use-shortcuts'

const BlindTestDialog = lazy(() => import('../features/blind-test/blind-test-dialog'))
const ShortcutsSheet = lazy(() => import('./shortcuts-sheet'))
const ExportDialog = lazy(() => import('../features/export/export-dialog'))
const DeliveryFields = lazy(() => import('../features/export/shared-delivery-fields'))
const AlbumPanel = lazy(() => import('../features/album/album-panel'))
const BatchDialog = lazy(() => import('../features/batch/batch-dialog'))
const RestorePanel = lazy(() => import('../features/storage/restore-panel'))
const StorageDialog = lazy(() => import('../features/storage/storage-dialog'))

/** The one screen: what have I got, how does it sound, did it get there, what was done to it. */
export const App = () => {
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const [albumOpen, setAlbumOpen] = useState(false)
  useShortcuts(setDialog)
  useHeldPointer()
  useAppliedTheme()
  useRecipeLink()
  const close = (): void => setDialog(null)
  const dropping = useDropZone()
  const offline = useOffline()
  const busy = useBusy()
  const empty = useStudio((state) => state.tracks.length === 0)
  // All that the first analysis brings is too much for one task: this is drawn behind waveform and figures, in its own.
  const isAnalysed = useStudio((state) => state.tracks.some(({ analysis }) => analysis !== null))
  const isTold = useDeferredValue(isAnalysed)
  useEffect(() => {
    // Their code comes while the track is read; where it does not, they say so when they are drawn.
    if (!empty) for (const panel of panels.ANALYSIS_PANELS) panel().catch(() => {})
  }, [empty])
  const hasRecoverable = useStudio(
    (state) => state.recoverable.length > 0 || state.cutShort !== null,
  )
  const hasMaster = useStudio((state) => selectedTrack(state)?.master != null)

  const isPhone = useNarrow() && !empty
  const pager = usePager()

  const header = useMemo(() => <Header onOpen={setDialog} canExport={hasMaster} />, [hasMaster])
  const tracks = useMemo(
    () => (
      <TracksPanel
        onExportAll={() => setDialog('batch')}
        albumOpen={albumOpen}
        onAlbum={() => setAlbumOpen(!albumOpen)}
      />
    ),
    [albumOpen],
  )
  const { destination, landing } = panels
  const findings = isTold ? panels.findings : null
  const references = empty ? null : panels.references
  const proposal = isTold ? panels.proposal : null
  const figures = (
    <>
      {panels.measurements}
      {isPhone && isAnalysed ? panels.loudnessCourse : null}
      {hasMaster ? panels.price : null}
    </>
  )
  const album = albumOpen ? (
    <Suspense fallback={<Waiting className="album" />}>
      <AlbumPanel fields={DeliveryFields} />
    </Suspense>
  ) : null
  const rack = empty ? panels.emptyRack : isTold ? panels.rack : <div className="rack" />
  const pages = [
    {
      label: 'Target',
      content: (
        <>
          {tracks}
          {album}
          {landing}
          {destination}
        </>
      ),
    },
    {
      label: 'Advice',
      content: (
        <>
          {findings}
          {proposal}
          {references}
        </>
      ),
    },
    { label: 'Figures', content: figures },
    { label: 'Modules', content: rack },
  ]

  return (
    <div className={`studio${empty ? ' is-empty' : albumOpen ? ' has-album' : ''}`}>
      {header}
      <BusyMain busy={busy || isAnalysed !== isTold}>
        {isPhone ? null : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard.
          <section className="left" tabIndex={0} aria-label="Tracks and findings">
            {tracks}
            {findings}
            {references}
          </section>
        )}
        <div className="deck">
          {empty ? (
            <Welcome worksOffline={offline.state !== 'none'}>
              {hasRecoverable ? (
                <panels.Lazily of={<RestorePanel onGoOn={() => setDialog('batch')} />} />
              ) : null}
            </Welcome>
          ) : (
            <>
              {albumOpen ? (
                isPhone ? null : (
                  album
                )
              ) : (
                <>
                  {isPhone ? panels.narrowWaveform : panels.waveform}
                  {panels.meters}
                </>
              )}
              {panels.transport}
            </>
          )}
        </div>
        {isPhone ? (
          <>
            <PageButtons pages={pages} pager={pager} />
            <Pages pages={pages} pager={pager} />
          </>
        ) : (
          <>
            {/* It may be longer than the window: then keys scroll it. */}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard. */}
            <section className="side" tabIndex={0} aria-label="Settings and measurements">
              {destination}
              {landing}
              {proposal}
              {figures}
            </section>
            {rack}
          </>
        )}
        <Suspense fallback={<Waiting />}>
          {dialog === 'export' ? <ExportDialog onClose={close} /> : null}
          {dialog === 'batch' ? <BatchDialog fields={DeliveryFields} onClose={close} /> : null}
          {dialog === 'blind-test' ? <BlindTestDialog onClose={close} /> : null}
          {dialog === 'storage' ? <StorageDialog onClose={close} /> : null}
          {dialog === 'keys' ? <ShortcutsSheet onClose={close} /> : null}
        </Suspense>
      </BusyMain>
      <MessagesPanel />
      {offline.state === 'update-waiting' ? (
        <UpdateNote busy={busy} onUpdate={offline.update} />
      ) : null}
      {dropping ? (
        <div className="drop-veil" aria-hidden="true">
          <span>Drop to open</span>
        </div>
      ) : null}
    </div>
  )
}
