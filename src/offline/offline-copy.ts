import { ACTIVATE, PAGE_OPENED } from './shared-names'

/** What of the app this browser keeps. */
export type OfflineState =
  /** No service workers here (plain http, private windows of some browsers), or none yet. */
  | 'none'
  /** All of it: it opens without a network. */
  | 'ready'
  /** A newer version is kept as well and waits for the pages of this one to close. */
  | 'update-waiting'

export interface OfflineCopy {
  /** Goes to the newer version: it takes over, and the page is loaded anew. */
  update(): void
}

/**
 * Keeps the app for use without a network. Work that is under way is never disturbed: a new version waits
 * until every page of the old one is closed, or until `update`.
 */
export const keepOffline = (onState: (state: OfflineState) => void): OfflineCopy => {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer }
  let waiting: ServiceWorker | null = null
  const tell = (registration: ServiceWorkerRegistration): void => {
    waiting = registration.waiting
    if (waiting && registration.active) onState('update-waiting')
    else if (registration.active) onState('ready')
  }
  const begin = async (container: ServiceWorkerContainer): Promise<void> => {
    const registration = await container.register('/service-worker.js')
    tell(registration)
    registration.active?.postMessage(PAGE_OPENED)
    const follow = (worker: ServiceWorker | null): void =>
      worker?.addEventListener('statechange', () => tell(registration))
    follow(registration.installing)
    registration.addEventListener('updatefound', () => follow(registration.installing))
  }
  // Refused (a browser's setting, a broken answer): the page works as it does without.
  if (serviceWorker && import.meta.env.PROD) void begin(serviceWorker).catch(() => onState('none'))
  return {
    update() {
      serviceWorker?.addEventListener('controllerchange', () => location.reload(), { once: true })
      waiting?.postMessage(ACTIVATE)
    },
  }
}
