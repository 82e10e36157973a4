import { lazy, type ReactNode, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app'
import { ErrorBoundary } from './app/error-boundary'
import { createEngine } from './client/client'
import { assert } from './core/assert'
import { createPlayer } from './monitor/page/create-player'
import { SELF_TEST_PAGE } from './offline/shared-names'
import { createSession } from './session/session'
import { SessionContext } from './session/use-session'
import { createStudio } from './store/studio'
import { StudioContext } from './store/use-studio'
import './ui/tokens.css'
import './ui/base.css'
import './ui/choice.css'
import './ui/button.css'
import './ui/field.css'
import './ui/switch.css'
import './ui/slider.css'
import './ui/progress.css'

const root = document.getElementById('root')
assert(root, 'index.html has no #root')

const studioPage = (): ReactNode => {
  const engine = createEngine()
  const studio = createStudio()
  const session = createSession(studio, engine, () => createPlayer(engine))
  return (
    <StudioContext value={studio}>
      <SessionContext value={session}>
        <App />
      </SessionContext>
    </StudioContext>
  )
}

const SelfTest = lazy(() => import('./app/self-test/self-test-page'))

const page =
  location.pathname === SELF_TEST_PAGE ? (
    <Suspense fallback={null}>
      <SelfTest />
    </Suspense>
  ) : (
    studioPage()
  )

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>{page}</ErrorBoundary>
  </StrictMode>,
)
