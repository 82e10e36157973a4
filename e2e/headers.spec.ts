import { IMMUTABLE, REVALIDATE, SECURITY_HEADERS } from '../scripts/headers.mjs'
import { MasteringPage } from './support/mastering-page'
import { song } from './support/queue'
import { expect, test } from './support/test'

const lowerCased = Object.entries(SECURITY_HEADERS).map(
  ([name, value]) => [name.toLowerCase(), value] as const,
)

for (const [what, path, status] of [
  ['the page', '/', 200],
  ['the self-test', '/self-test', 200],
  ['the health check', '/health', 200],
  ['a missing page', '/no/such/page', 404],
  ['a missing asset', '/assets/missing.js', 404],
] as const)
  test(`${what} carries every security header`, async ({ request }) => {
    const response = await request.get(path)
    expect(response.status()).toBe(status)
    for (const [name, value] of lowerCased) expect(response.headers()[name]).toBe(value)
  })

test('the policy allows nothing that is written into the page, and nobody else', () => {
  const policy = SECURITY_HEADERS['Content-Security-Policy']
  expect(policy).not.toMatch(/'unsafe-(inline|eval|hashes)'|https?:|\*/)
})

test('the page is asked for again each time', async ({ request }) => {
  const first = await request.get('/')
  expect(first.headers()['cache-control']).toBe(REVALIDATE)
  const again = await request.get('/', {
    headers: { 'If-None-Match': first.headers().etag ?? '' },
  })
  expect(again.status()).toBe(304)
})

test('hashed assets are kept for a year, and a missing one is not', async ({ request }) => {
  const page = await (await request.get('/')).text()
  const asset = page.match(/\/assets\/[^"]+\.js/)?.[0]
  expect(asset).toBeDefined()
  const response = await request.get(asset ?? '')
  expect(response.headers()['cache-control']).toBe(IMMUTABLE)
  expect(response.headers()['content-type']).toContain('text/javascript')
  const missing = await request.get('/assets/index-00000000.js')
  expect(missing.headers()['cache-control']).toBe(REVALIDATE)
})

test('code is served compressed to whoever accepts it', async ({ request }) => {
  const asset = (await (await request.get('/')).text()).match(/\/assets\/[^"]+\.js/)?.[0] ?? ''
  const gzip = await request.get(asset, { headers: { 'Accept-Encoding': 'gzip' } })
  expect(gzip.headers()['content-encoding']).toBe('gzip')
  expect(gzip.headers().vary).toContain('Accept-Encoding')
  const plain = await request.get(asset, { headers: { 'Accept-Encoding': 'identity' } })
  expect(plain.headers()['content-encoding']).toBeUndefined()
  expect(await gzip.text()).toBe(await plain.text())
})

test('the page is cross-origin isolated; WebAssembly and worklets are served as what they are', async ({
  request,
  page,
}) => {
  const types = new Map<string, string>()
  page.on('response', (response) =>
    types.set(new URL(response.url()).pathname, response.headers()['content-type'] ?? ''),
  )
  const app = new MasteringPage(page)
  await app.visit()
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  // The workers and their kernels come with the first file.
  await app.open(song(0))
  const kernels = () => [...types.keys()].find((path) => path.endsWith('.wasm'))
  await expect.poll(kernels, 'the page fetches its kernels as a file of their own').toBeDefined()
  await expect(app.landing).toContainText('LUFS')
  for (const [path, type] of types) {
    if (path.endsWith('.js')) expect(type).toContain('text/javascript')
    if (path.endsWith('.wasm')) expect(type).toBe('application/wasm')
  }
  expect((await request.get(kernels() ?? '')).headers()['cache-control']).toBe(IMMUTABLE)
})

test('the notices and the bill of materials name what the build ships', async ({ request }) => {
  const notices = await (await request.get('/THIRD-PARTY-NOTICES.txt')).text()
  const bill = await (await request.get('/sbom.cdx.json')).json()
  const shipped: { readonly name: string; readonly version: string }[] = bill.components
  expect(shipped.length).toBeGreaterThan(20)
  for (const { name, version } of shipped) expect(notices).toContain(`${name} ${version}\n`)
  for (const name of ['react', 'mediabunny', 'libFLAC', 'libmpg123', 'Mozilla Public License'])
    expect(notices).toContain(name)
})
