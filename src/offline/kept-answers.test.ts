import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cachedFirst, forgetOthers, keepPrevious, receiveShared } from './kept-answers'

const SITE = 'https://studio.test'
const at = (path: string): string => new URL(path, SITE).href
const full = async (): Promise<never> => {
  throw new DOMException('no room', 'QuotaExceededError')
}

/** A cache of a browser: `room` bodies in all, unlike the browser's bytes. */
class FakeCache {
  readonly held = new Map<string, Response>()
  room = Number.POSITIVE_INFINITY
  async put(request: Request | string, response: Response): Promise<void> {
    if (this.held.size >= this.room) await full()
    this.held.set(at(typeof request === 'string' ? request : request.url), response)
  }
  async match({ url }: Request): Promise<Response | undefined> {
    return this.held.get(url)?.clone()
  }
  async keys(): Promise<readonly Request[]> {
    return [...this.held.keys()].map((url) => new Request(url))
  }
  async delete({ url }: Request): Promise<boolean> {
    return this.held.delete(url)
  }
}

class FakeCaches {
  readonly all = new Map<string, FakeCache>()
  async open(name: string): Promise<FakeCache> {
    const cache = this.all.get(name) ?? new FakeCache()
    this.all.set(name, cache)
    return cache
  }
  async match(request: Request): Promise<Response | undefined> {
    for (const cache of this.all.values()) {
      const found = await cache.match(request)
      if (found) return found
    }
    return undefined
  }
  async delete(name: string): Promise<boolean> {
    return this.all.delete(name)
  }
  pathsIn(name: string): readonly string[] {
    return [...(this.all.get(name)?.held.keys() ?? [])].map((url) => new URL(url).pathname)
  }
}

describe('what the service worker keeps', () => {
  let store: FakeCaches
  const fetched = vi.fn(async (_request: Request) => new Response('from the network'))

  beforeEach(() => {
    store = new FakeCaches()
    fetched.mockClear()
    vi.stubGlobal('caches', store)
    vi.stubGlobal('fetch', fetched)
  })
  afterEach(() => vi.unstubAllGlobals())

  const answer = async (path: string): Promise<string> =>
    (await cachedFirst(new Request(at(path)))).text()

  it('is asked for once, and answers by itself from then on', async () => {
    expect(await answer('/assets/a.js')).toBe('from the network')
    expect(await answer('/assets/a.js')).toBe('from the network')
    expect(fetched).toHaveBeenCalledTimes(1)
  })

  it('never stands in the way of a file: full, or damaged, it leaves that to the network', async () => {
    const cache = await store.open('trackmaster-on-demand')
    cache.room = 0
    expect(await answer('/assets/a.js')).toBe('from the network')
    store.match = full
    store.open = full
    expect(await answer('/assets/a.js')).toBe('from the network')
    expect(fetched).toHaveBeenCalledTimes(2)
  })

  it('keeps no error', async () => {
    fetched.mockResolvedValueOnce(new Response('gone', { status: 404 }))
    await answer('/assets/a.js')
    expect(store.pathsIn('trackmaster-on-demand')).toEqual([])
  })

  it('puts aside what only the version before has, as much as there is room for', async () => {
    const old = await store.open('precache')
    for (const path of ['/index.html', '/assets/both.js', '/assets/a.js', '/assets/b.js'])
      await old.put(path, new Response(path))
    await keepPrevious('precache', new Set(['/assets/both.js']))
    expect(store.pathsIn('trackmaster-previous')).toEqual(['/assets/a.js', '/assets/b.js'])
    // An open page of the version before finds its code there.
    store.all.delete('precache')
    expect(await answer('/assets/b.js')).toBe('/assets/b.js')

    store.all.set('precache', old)
    const { open } = store
    store.open = async (name) => {
      const cache = await open.call(store, name)
      if (name === 'trackmaster-previous') cache.room = 1
      return cache
    }
    await keepPrevious('precache', new Set(['/assets/both.js']))
    expect(store.pathsIn('trackmaster-previous')).toEqual(['/assets/a.js'])
  })

  it('forgets what is of no version that is open', async () => {
    await (await store.open('trackmaster-previous')).put('/assets/old.js', new Response(''))
    const cache = await store.open('trackmaster-on-demand')
    for (const path of ['/assets/mine.js', '/assets/old.js'])
      await cache.put(path, new Response(''))
    await forgetOthers(new Set(['/assets/mine.js']))
    expect(store.pathsIn('trackmaster-previous')).toEqual([])
    expect(store.pathsIn('trackmaster-on-demand')).toEqual(['/assets/mine.js'])
  })

  it('takes shared files as far as there is room, and counts the others', async () => {
    vi.stubGlobal(
      'Response',
      class extends Response {
        static override redirect(url: string, status: number): Response {
          return new Response(null, { status, headers: { Location: url } })
        }
      },
    )
    const post = async (): Promise<string | null> => {
      const body = new FormData()
      for (const name of ['Ä.wav', 'b.wav', 'c.wav']) body.append('audio', new File(['x'], name))
      const request = new Request(at('/share'), { method: 'POST', body })
      return (await receiveShared(request)).headers.get('Location')
    }
    expect(await post()).toBe('/?shared=1')
    const cache = await store.open('trackmaster-shared')
    expect([...cache.held.values()][0]?.headers.get('X-File-Name')).toBe('%C3%84.wav')
    cache.held.clear()
    cache.room = 1
    expect(await post()).toBe('/?shared=1&missing=2')
    store.open = full
    expect(await post()).toBe('/?shared=1&missing=3')
  })
})
