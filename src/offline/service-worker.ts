// Built as /service-worker.js; `scripts/finish-build.mjs` puts the list of the build's files into it.
import { cacheNames } from 'workbox-core'
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching'
import {
  ACTIVATE,
  MISSING_PARAMETER,
  PAGE_OPENED,
  SELF_TEST_PAGE,
  SHARED_CACHE,
  SHARED_FIELD,
  SHARED_PAGE,
  SHARED_TARGET,
} from './shared-names'

declare const self: ServiceWorkerGlobalScope & {
  /** Every file of this build, with a revision where its name carries none. */
  readonly __PRECACHE: { readonly url: string; readonly revision: string | null }[]
  /** Addresses of the files under /assets/ that are not among them. */
  readonly __ON_DEMAND: readonly string[]
}

/** Files of the build that are large and seldom wanted: kept once they were asked for. */
const ON_DEMAND_CACHE = 'trackmaster-on-demand'
/** Files of the version before, for pages that still show it. */
const PREVIOUS_CACHE = 'trackmaster-previous'

// Answers keep their headers, so that the page stays isolated and its policy holds without a network.
precacheAndRoute(self.__PRECACHE, { ignoreURLParametersMatching: [/^(?:shared|missing)$/] })
cleanupOutdatedCaches()

// A new version waits until no page of the old one is open, or until a person asks for it.
self.addEventListener('message', (event) => {
  if (event.data === ACTIVATE) event.waitUntil(keepPrevious().finally(() => self.skipWaiting()))
  if (event.data === PAGE_OPENED) event.waitUntil(forgetOldFiles())
})

/** Taking over clears what only the old version has, and other pages may still show that: it is put aside for them. */
const keepPrevious = async (): Promise<void> => {
  const wanted = new Set(self.__PRECACHE.map(({ url }) => url))
  await caches.delete(PREVIOUS_CACHE)
  const [kept, previous] = await Promise.all([
    caches.open(cacheNames.precache),
    caches.open(PREVIOUS_CACHE),
  ])
  for (const request of await kept.keys()) {
    const { pathname } = new URL(request.url)
    const response = wanted.has(pathname) ? undefined : await kept.match(request)
    if (response && pathname.startsWith('/assets/')) await previous.put(request, response)
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== self.location.origin) return
  if (request.method === 'POST' && pathname === SHARED_TARGET)
    event.respondWith(receiveShared(request))
  else if (request.mode === 'navigate' && pathname === SELF_TEST_PAGE)
    event.respondWith(appPage(request))
  else if (request.method === 'GET' && pathname.startsWith('/assets/'))
    event.respondWith(cachedFirst(request))
})

/** Deletes what other versions left behind, unless a page is open beside the new one: it may be theirs. */
const forgetOldFiles = async (): Promise<void> => {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (pages.length > 1) return
  await caches.delete(PREVIOUS_CACHE)
  const cache = await caches.open(ON_DEMAND_CACHE)
  const mine = new Set(self.__ON_DEMAND)
  for (const request of await cache.keys())
    if (!mine.has(new URL(request.url).pathname)) await cache.delete(request)
}

/** A page of the app by itself is the same file as the studio. */
const appPage = async (request: Request): Promise<Response> =>
  (await matchPrecache('/index.html')) ?? fetch(request)

/** Names under /assets/ carry a hash of their content: what was kept is right for ever. */
const cachedFirst = async (request: Request): Promise<Response> => {
  const kept = await caches.match(request)
  if (kept) return kept
  const response = await fetch(request)
  const cache = await caches.open(ON_DEMAND_CACHE)
  // A full store keeps nobody from the file itself.
  if (response.ok) await cache.put(request, response.clone()).catch(() => {})
  return response
}

/** Files from the system's share sheet: kept for the page that is opened on them. */
const receiveShared = async (request: Request): Promise<Response> => {
  const cache = await caches.open(SHARED_CACHE)
  const form = await request.formData()
  const files = form.getAll(SHARED_FIELD).filter((entry) => entry instanceof File)
  let missing = 0
  for (const [index, file] of files.entries()) {
    const headers = { 'X-File-Name': encodeURIComponent(file.name) }
    const kept = cache.put(`/shared/${Date.now()}-${index}`, new Response(file, { headers }))
    // No room for this one: the next may be smaller, and the page says what is missing.
    await kept.catch(() => missing++)
  }
  const note = missing > 0 ? `&${MISSING_PARAMETER}=${missing}` : ''
  return Response.redirect(`${SHARED_PAGE}${note}`, 303)
}
