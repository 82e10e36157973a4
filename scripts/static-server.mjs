// The site under the production headers without nginx: what `npm run serve` and the browser tests
// fall back to where nginx is not installed.
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import {
  HASHED_FOLDER,
  IMMUTABLE,
  MEDIA_TYPES,
  REVALIDATE,
  SECURITY_HEADERS,
  TEXT_TYPES,
} from './headers.mjs'

/** Addresses that the app itself answers. */
const APP_PAGES = ['/', '/self-test']

const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
]

/**
 * A server of `root`, not yet listening.
 * @param {string} root
 */
export const staticServer = (root) => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  const health = JSON.stringify({ status: 'ok', service: 'trackmaster', version })

  return createServer((request, response) => {
    const answer = (status, answerHeaders, body) => {
      response.writeHead(status, {
        ...SECURITY_HEADERS,
        'Cache-Control': REVALIDATE,
        ...answerHeaders,
      })
      if (request.method === 'HEAD' || body === undefined) response.end()
      else if (typeof body === 'string') response.end(body)
      else body.pipe(response)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(405, { 'Content-Type': 'text/plain' }, 'Method not allowed\n')

    const path = pathOf(request.url ?? '/')
    if (path === '/health')
      return answer(200, { 'Content-Type': 'application/json; charset=utf-8' }, `${health}\n`)
    const file = path && join(root, APP_PAGES.includes(path) ? 'index.html' : path)
    const facts = file && fileFacts(file)
    if (!facts) return answer(404, { 'Content-Type': 'text/plain' }, 'Not found\n')

    const etag = `"${facts.mtimeMs.toString(16)}-${facts.size.toString(16)}"`
    const type = MEDIA_TYPES[extname(file).slice(1)] ?? 'application/octet-stream'
    const headers = {
      'Content-Type': TEXT_TYPES.includes(type) ? `${type}; charset=utf-8` : type,
      'Cache-Control': path.startsWith(HASHED_FOLDER) ? IMMUTABLE : REVALIDATE,
      ETag: etag,
      Vary: 'Accept-Encoding',
    }
    if (request.headers['if-none-match'] === etag) return answer(304, headers)
    const accepted = String(request.headers['accept-encoding'] ?? '')
    const encoding = ENCODINGS.find(
      ([name, suffix]) => accepted.includes(name) && fileFacts(file + suffix),
    )
    if (encoding) headers['Content-Encoding'] = encoding[0]
    answer(200, headers, createReadStream(file + (encoding?.[1] ?? '')))
  })
}

/** The path asked for, or null for one that would leave the site. */
const pathOf = (url) => {
  try {
    const path = decodeURIComponent(new URL(`http://localhost${url}`).pathname)
    return path.includes('\0') || normalize(path) !== path ? null : path
  } catch {
    return null
  }
}

const fileFacts = (path) => {
  const facts = statSync(path, { throwIfNoEntry: false })
  return facts?.isFile() ? facts : null
}
