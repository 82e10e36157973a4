import { MISSING_PARAMETER, SHARED_CACHE, SHARED_PAGE } from './shared-names'

/** Chromium's launch queue: files that the system's "open with" started the app on. */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void
}

/**
 * Hands over files that reached the page from outside: "open with" on an installed app, and the
 * system's share sheet. `onMissing` is told how many did not come. Where a browser has neither, nothing happens.
 */
export const receiveFiles = (
  open: (files: readonly File[]) => void,
  onMissing: (count: number) => void,
): void => {
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue }
  launchQueue?.setConsumer(({ files }) => {
    void Promise.allSettled(files.map((handle) => handle.getFile())).then((found) => {
      const there = found.flatMap((file) => (file.status === 'fulfilled' ? [file.value] : []))
      if (there.length > 0) open(there)
      if (there.length < found.length) onMissing(found.length - there.length)
    })
  })
  if (!(location.pathname + location.search).startsWith(SHARED_PAGE)) return
  const missing = Number(new URLSearchParams(location.search).get(MISSING_PARAMETER)) || 0
  if (missing > 0) onMissing(missing)
  void takeShared().then(open, () => {})
}

/** The files that the service worker received, in order; each is taken once. */
const takeShared = async (): Promise<readonly File[]> => {
  history.replaceState(null, '', '/')
  const cache = await caches.open(SHARED_CACHE)
  const files: File[] = []
  for (const request of await cache.keys()) {
    const response = await cache.match(request)
    if (!response) continue
    const name = decodeURIComponent(response.headers.get('X-File-Name') ?? 'shared')
    files.push(new File([await response.blob()], name))
    await cache.delete(request)
  }
  return files
}
