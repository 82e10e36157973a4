import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SECURITY_HEADERS } from './headers.mjs'
import { staticServer } from './static-server.mjs'

const CODE = 'console.log("hello")\n'.repeat(50)
let folder = ''
let server
let port = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'static-server-'))
  const www = join(folder, 'www')
  mkdirSync(join(www, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'not of the site')
  writeFileSync(join(www, 'index.html'), '<!doctype html><title>Page</title>')
  writeFileSync(join(www, 'assets/code-1.js'), CODE)
  writeFileSync(join(www, 'assets/code-1.js.gz'), gzipSync(CODE))
  writeFileSync(join(www, 'assets/kernels-1.wasm'), '\0asm')
  server = staticServer(www)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = server.address().port
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

/** Asks for the path as it stands: a URL would tidy it up. */
const ask = (path, { method = 'GET', headers = {} } = {}) =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const parts = []
      response.on('data', (part) => parts.push(part))
      response.on('end', () => {
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(parts),
        })
      })
    })
    sent.on('error', reject)
    sent.end()
  })

describe('the security headers', () => {
  test('are those that the page stands on', () => {
    const policy = new Map(
      SECURITY_HEADERS['Content-Security-Policy']
        .split('; ')
        .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
    )
    expect(policy.get('default-src')).toEqual(["'none'"])
    // No inline script and no eval; and no origin but the page's own anywhere.
    expect(policy.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"])
    for (const lock of ['base-uri', 'form-action', 'frame-ancestors'])
      expect(policy.get(lock)).toEqual(["'none'"])
    for (const [directive, sources] of policy)
      for (const source of sources) expect(source, directive).toMatch(/^('.*'|blob:|data:)$/)
    expect(SECURITY_HEADERS).toMatchObject({
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    })
    for (const feature of ['camera', 'microphone', 'geolocation'])
      expect(SECURITY_HEADERS['Permissions-Policy']).toContain(`${feature}=()`)
  })

  test.each([
    ['/', 200],
    ['/self-test', 200],
    ['/health', 200],
    ['/assets/code-1.js', 200],
    ['/nothing', 404],
  ])('go with %s, which answers %i', async (path, status) => {
    const answer = await ask(path)
    expect(answer.status).toBe(status)
    for (const [name, value] of Object.entries(SECURITY_HEADERS))
      expect(answer.headers[name.toLowerCase()]).toBe(value)
  })
})

describe('the server without nginx', () => {
  test('says its health as nginx does', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    const { headers, body } = await ask('/health')
    expect(headers['content-type']).toContain('application/json')
    expect(JSON.parse(String(body))).toEqual({ status: 'ok', service: 'trackmaster', version })
  })

  test('has hashed assets kept for a year and the page asked for again', async () => {
    const page = await ask('/')
    expect(page.headers['cache-control']).toBe('no-cache')
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    const again = await ask('/', { headers: { 'If-None-Match': page.headers.etag } })
    expect(again).toMatchObject({ status: 304, body: Buffer.alloc(0) })
    const asset = await ask('/assets/code-1.js')
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await ask('/assets/code-2.js')).headers['cache-control']).toBe('no-cache')
  })

  test('gives what was compressed ahead of time to whoever takes it', async () => {
    const gzip = await ask('/assets/code-1.js', { headers: { 'Accept-Encoding': 'br, gzip' } })
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(gzip.headers.vary).toBe('Accept-Encoding')
    expect(String(gunzipSync(gzip.body))).toBe(CODE)
    const plain = await ask('/assets/code-1.js')
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(String(plain.body)).toBe(CODE)
  })

  test('tells WebAssembly as such', async () => {
    const { headers } = await ask('/assets/kernels-1.wasm')
    expect(headers['content-type']).toBe('application/wasm')
  })

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets',
    '/assets/',
    '/%00',
    '/%zz',
    '//secret.txt',
  ])('finds nothing at %s', async (path) => {
    expect((await ask(path)).status).toBe(404)
  })

  test('answers HEAD without a body, and nothing but GET and HEAD', async () => {
    const head = await ask('/', { method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, body: Buffer.alloc(0) })
    expect((await ask('/', { method: 'POST' })).status).toBe(405)
  })
})
