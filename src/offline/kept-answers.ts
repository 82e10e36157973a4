import { MISSING_PARAMETER, SHARED_CACHE, SHARED_FIELD, SHARED_PAGE } from './shared-names'

// What the service worker keeps beside the files of its own version. A store that is full or damaged keeps nobody from
// the app: every answer comes from the network then.

/** Files of the build that are large and seldom wanted: kept once they were asked for. */
const ON_DEMAND_CACHE = 'trackmaster-on-demand'
/** Files of the version before, for pages that still show it. */
const PREVIOUS_CACHE = 'trackmaster-previous'

/** A file whose name carries a hash of its content: what was kept is right for ever. Rejects as `fetch` does. */
export const cachedFirst = async (request: Request): Promise<Response> => {
  const kept = await caches.match(request).catch(() => undefined)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await keep(ON_DEMAND_CACHE, request, response.clone())
  return response
}

/**
 * A version that takes over clears what only the one before has, and other pages may still show that: its files (those
 * of `precache` whose address is not among `mine`) are put aside for them, as many as there is room for.
 */
export const keepPrevious = async (precache: string, mine: ReadonlySet<string>): Promise<void> => {
  await caches.delete(PREVIOUS_CACHE)
  const all = await caches.open(precache)
  for (const request of await all.keys()) {
    const { pathname } = new URL(request.url)
    const response = mine.has(pathname) ? undefined : await all.match(request)
    if (response && pathname.startsWith('/assets/')) await keep(PREVIOUS_CACHE, request, response)
  }
}

/** Deletes what other versions left behind; `mine`: addresses of this version's files that are kept once asked for. */
export const forgetOthers = async (mine: ReadonlySet<string>): Promise<void> => {
  await caches.delete(PREVIOUS_CACHE)
  const cache = await caches.open(ON_DEMAND_CACHE)
  for (const request of await cache.keys())
    if (!mine.has(new URL(request.url).pathname)) await cache.delete(request)
}

/** Files from the system's share sheet: kept for the page that the answer leads to. */
export const receiveShared = async (request: Request): Promise<Response> => {
  const form = await request.formData()
  const files = form.getAll(SHARED_FIELD).filter((entry) => entry instanceof File)
  let missing = 0
  for (const [index, file] of files.entries()) {
    const headers = { 'X-File-Name': encodeURIComponent(file.name) }
    const place = `/shared/${Date.now()}-${index}`
    // No room for this one: the next may be smaller, and the page says what is missing.
    if (!(await keep(SHARED_CACHE, place, new Response(file, { headers })))) missing++
  }
  const note = missing > 0 ? `&${MISSING_PARAMETER}=${missing}` : ''
  return Response.redirect(`${SHARED_PAGE}${note}`, 303)
}

/** Whether there was room for it. */
const keep = async (
  cacheName: string,
  request: Request | string,
  response: Response,
): Promise<boolean> => {
  try {
    const cache = await caches.open(cacheName)
    await cache.put(request, response)
    return true
  } catch {
    return false
  }
}
