// Built as /service-worker.js; `scripts/finish-build.mjs` puts the list of the build's files into it.
import { cacheNames } from 'workbox-core'
import {
  addPlugins,
  cleanupOutdatedCaches,
  matchPrecache,
  precacheAndRoute,
} from 'workbox-precaching'
import { cachedFirst, forgetOthers, keepPrevious, receiveShared } from './kept-answers'
import { ACTIVATE, PAGE_OPENED, SELF_TEST_PAGE, SHARED_TARGET } from './shared-names'

declare const self: ServiceWorkerGlobalScope & {
  /** Every file of this build, with a revision where its name carries none. */
  readonly __PRECACHE: { readonly url: string; readonly revision: string | null }[]
  /** Addresses of the files under /assets/ that are not among them. */
  readonly __ON_DEMAND: readonly string[]
}

// Where the store is damaged, the server is asked.
addPlugins([{ handlerDidError: ({ request }) => fetch(request) }])
// Answers keep their headers, so that the page stays isolated and its policy holds without a network.
precacheAndRoute(self.__PRECACHE, { ignoreURLParametersMatching: [/^(?:shared|missing)$/] })
cleanupOutdatedCaches()

// A new version waits until no page of the old one is open, or until a person asks for it.
self.addEventListener('message', (event) => {
  if (event.data === ACTIVATE) event.waitUntil(takeOver())
  if (event.data === PAGE_OPENED) event.waitUntil(forgetOldFiles())
})

const takeOver = async (): Promise<void> => {
  const mine = new Set(self.__PRECACHE.map(({ url }) => url))
  await keepPrevious(cacheNames.precache, mine).finally(() => self.skipWaiting())
}

/** Deletes what other versions left behind, unless a page is open beside the new one: it may be theirs. */
const forgetOldFiles = async (): Promise<void> => {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (pages.length === 1) await forgetOthers(new Set(self.__ON_DEMAND))
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

/** A page of the app by itself is the same file as the studio. */
const appPage = async (request: Request): Promise<Response> =>
  (await matchPrecache('/index.html')) ?? fetch(request)
