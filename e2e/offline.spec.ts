import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { wav } from '../bench/support/wav.mjs'
import { staticServer } from '../scripts/static-server.mjs'
import { MasteringPage } from './support/mastering-page'
import { sine } from './support/signals'
import { expect, test } from './support/test'

const file = { name: 'Mix.wav', buffer: wav({ lengthFrames: 96_000, source: sine(440, 0.3) }) }

/** Of the page, fetched when it is first wanted. */
const LAZY_CODE = /^export-dialog-[\w-]*\.js$/

test('kept after the first visit: with the server gone the whole loop works, in isolation, and what is shared is opened', async ({
  browser,
}) => {
  const server = staticServer(resolve('dist/www'))
  const origin = await listen(server)
  const context = await browser.newContext({ serviceWorkers: 'allow' })
  try {
    const page = await context.newPage()
    const app = new MasteringPage(page)
    await page.goto(origin)
    await expect(page.getByText('It works without a network, too.')).toBeVisible()

    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
    await context.setOffline(true)
    await page.reload()
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
    await app.open(file)
    await app.waitUntilIdle()
    expect(await app.measured('Integrated loudness', 'Master')).toBeCloseTo(-14, 1)
    const { name } = await app.export()
    expect(name).toBe('Mix (master).wav')

    await test.step('files that the share sheet posts are opened', async () => {
      await page.evaluate(
        async (content) => {
          const form = new FormData()
          form.append('audio', new File([new Uint8Array(content)], 'From a phone.wav'))
          await fetch('/share', { method: 'POST', body: form, redirect: 'manual' })
        },
        [...file.buffer],
      )
      // As when there was no room for a second one.
      await page.goto(`${origin}?shared=1&missing=1`)
      await expect(app.alerts).toContainText('A file could not be handed over')
      await expect(app.tracks.getByRole('option', { name: /From a phone/ })).toBeVisible()
      await app.waitUntilIdle()
      expect(page.url()).not.toContain('shared')
    })

    await page.goto(`${origin}self-test`)
    await expect(page.getByRole('heading', { name: 'Self-test' })).toBeVisible()
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  } finally {
    await context.close()
  }
})

test('a newer version waits for a person: the open session goes on, then it takes over', async ({
  browser,
  folder,
}) => {
  const root = join(folder, 'www')
  cpSync('dist/www', root, { recursive: true })
  const server = staticServer(root)
  const context = await browser.newContext({ serviceWorkers: 'allow' })
  const page = await context.newPage()
  try {
    await page.goto(await listen(server))
    await expect(page.getByText('It works without a network, too.')).toBeVisible()
    await page.reload()
    const app = new MasteringPage(page)
    await app.open(file)
    await app.waitUntilIdle()

    // A second page of the old version, which has not fetched all of its code yet.
    const other = new MasteringPage(await context.newPage())
    await other.page.goto(page.url())
    await other.open(file)
    await other.waitUntilIdle()

    // The new version has no such file any more, and neither has the server.
    for (const suffix of ['.br', '.gz']) rmSync(join(root, `service-worker.js${suffix}`))
    const worker = join(root, 'service-worker.js')
    const [gone = ''] = readdirSync(join(root, 'assets')).filter((name) => LAZY_CODE.test(name))
    const entry = new RegExp(`\\{[^{}]*${gone.replaceAll('.', '\\.')}[^{}]*\\},?`)
    const text = readFileSync(worker, 'utf8')
    expect(text).toMatch(entry)
    writeFileSync(worker, text.replace(entry, ''))
    for (const suffix of ['', '.br', '.gz']) rmSync(join(root, 'assets', `${gone}${suffix}`))
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
    const note = page.getByRole('status', { name: 'New version' })
    await expect(note).toBeVisible()
    expect(await app.measured('Integrated loudness', 'Master')).toBeCloseTo(-14, 1)

    await Promise.all([
      page.waitForEvent('load'),
      note.getByRole('button', { name: 'Reload now' }).click(),
    ])
    await expect(page.getByRole('button', { name: 'Open audio…' }).first()).toBeVisible()
    await expect(note).toBeHidden()
    await other.page.getByRole('button', { name: 'Export…' }).click()
    await expect(other.page.getByRole('dialog', { name: 'Export' })).toBeVisible()

    // What the old version had asked for stays while a page of it may be open, and goes with the last one.
    const old = '/assets/codec-of-an-old-version.js'
    const keeps = (one: Page) =>
      one.evaluate(async (path) => Boolean(await caches.match(path)), old)
    await page.evaluate(async (path) => {
      const cache = await caches.open('trackmaster-on-demand')
      await cache.put(path, new Response(''))
    }, old)
    const third = await context.newPage()
    await third.goto(page.url())
    expect(await keeps(third)).toBe(true)
    for (const one of [page, other.page, third]) await one.close()
    const fresh = await context.newPage()
    await fresh.goto(page.url())
    // A browser may count a page that was closed for some moments yet: the next visit finds it gone.
    await expect
      .poll(async () => {
        await fresh.reload()
        await expect(fresh.getByText('It works without a network, too.')).toBeVisible()
        return keeps(fresh)
      })
      .toBe(false)
  } finally {
    await context.close()
    server.closeAllConnections()
    server.close()
  }
})

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://localhost:${address.port}/`
}

test('files that the system opens the app on are opened; one that is gone stops no other', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'launchQueue', {
      value: { setConsumer: (consumer: unknown) => Object.assign(window, { consumer }) },
    })
  })
  const app = new MasteringPage(page)
  await app.visit()
  await page.evaluate(
    async (content) => {
      const { consumer } = window as unknown as { consumer: (launch: unknown) => void }
      const gone = { getFile: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }
      const there = { getFile: async () => new File([new Uint8Array(content)], 'Opened with.wav') }
      consumer({ files: [gone, there] })
    },
    [...file.buffer],
  )
  await expect(app.tracks.getByRole('option', { name: /Opened with/ })).toBeVisible()
  await expect(app.alerts).toContainText('A file could not be handed over')
  await app.waitUntilIdle()
})
