// What a server of the build has to be, asked from outside over HTTP on loopback: `node scripts/server-checks.mjs URL`.
import { Agent, get } from 'node:http'
import { argv, exit, stderr, stdout } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { IMMUTABLE, REVALIDATE, SECURITY_HEADERS } from './headers.mjs'

export const STORM_REQUESTS = 10_000
const AT_ONCE = 64
const STARTS_WITHIN_MS = 10_000
const LOOK_AGAIN_MS = 100

/**
 * @typedef {{ status: number, headers: import('node:http').IncomingHttpHeaders, body: Buffer }} Answer
 * @param {string} url
 * @param {Agent} agent
 * @param {Record<string, string>} [headers]
 * @returns {Promise<Answer>}
 */
const ask = (url, agent, headers = {}) =>
  new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      const parts = []
      response.on('data', (part) => parts.push(part))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts),
        }),
      )
      response.on('error', reject)
    }).on('error', reject)
  })

/** Throws where an answer lacks one of the headers, or has it otherwise. */
const expectHeaders = (what, { headers }) => {
  for (const [name, value] of Object.entries(SECURITY_HEADERS))
    expect(
      headers[name.toLowerCase()] === value,
      `${what}: ${name} is ${headers[name.toLowerCase()]}`,
    )
}

const expect = (condition, complaint) => {
  if (!condition) throw new Error(complaint)
}

/**
 * Health, every security header on every kind of answer, caching, both forms of what is compressed, and a storm of
 * requests. Throws at what is not as it should be.
 * @param {string} origin on this machine
 * @param {(line: string) => void} say
 */
export const checkServer = async (origin, say) => {
  const { hostname } = new URL(origin)
  expect(['localhost', '127.0.0.1'].includes(hostname), `${origin} is not this machine`)
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const at = (path, headers) => ask(new URL(path, origin).href, agent, headers)
  try {
    const health = await untilUp(() => at('/health'))
    const told = JSON.parse(health.body.toString())
    expect(
      health.status === 200 && told.status === 'ok',
      `/health: ${health.status} ${health.body}`,
    )
    say(`GET /health: ${health.body.toString().trim()}`)

    const page = await at('/')
    const script = /\/assets\/[^"]+\.js/.exec(page.body.toString())?.[0]
    expect(page.status === 200 && script, `/: ${page.status}`)
    const wanted = [
      ['/', 200, REVALIDATE],
      ['/self-test', 200, REVALIDATE],
      ['/health', 200, undefined],
      ['/no/such', 404, REVALIDATE],
      ['/assets/missing.js', 404, REVALIDATE],
      [script, 200, IMMUTABLE],
    ]
    for (const [path, status, caching] of wanted) {
      const answer = await at(path)
      expect(answer.status === status, `${path}: ${answer.status} instead of ${status}`)
      expectHeaders(path, answer)
      if (caching !== undefined)
        expect(
          answer.headers['cache-control'] === caching,
          `${path}: ${answer.headers['cache-control']}`,
        )
    }
    say(
      `headers: ${Object.keys(SECURITY_HEADERS).length} of security on ${wanted.length} kinds of answer, caching: ok`,
    )

    const packed = await at(script, { 'Accept-Encoding': 'gzip' })
    const plain = await at(script)
    expect(packed.headers['content-encoding'] === 'gzip', 'gzip was asked for and not sent')
    expect(plain.headers['content-encoding'] === undefined, 'sent packed to who takes it plain')
    expect(plain.body.length > packed.body.length, 'the packed script is no smaller')
    say('gzip to who takes it, plain to who does not: ok')

    const bodies = { '/': page.body, [script]: plain.body, '/health': health.body }
    say(await storm(Object.entries(bodies), at))
  } finally {
    agent.destroy()
  }
}

/** A server that was just started may not listen yet. */
const untilUp = async (action) => {
  const until = performance.now() + STARTS_WITHIN_MS
  for (;;)
    try {
      return await action()
    } catch (error) {
      if (performance.now() > until) throw error
      await sleep(LOOK_AGAIN_MS)
    }
}

/** Every answer has to be the right one, byte for byte. */
const storm = async (bodies, at) => {
  const started = performance.now()
  let asked = 0
  const slowestMs = { value: 0 }
  const visitor = async () => {
    while (asked < STORM_REQUESTS) {
      const [path, body] = bodies[asked++ % bodies.length]
      const from = performance.now()
      const answer = await at(path)
      slowestMs.value = Math.max(slowestMs.value, performance.now() - from)
      expect(
        answer.status === 200 && answer.body.equals(body),
        `${path} failed in the storm: ${answer.status}`,
      )
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, visitor))
  const seconds = (performance.now() - started) / 1000
  return `storm: ${STORM_REQUESTS} requests, ${AT_ONCE} at once, none failed (${seconds.toFixed(1)} s, slowest ${slowestMs.value.toFixed(0)} ms)`
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href)
  await checkServer(argv[2] ?? 'http://127.0.0.1:8000', (line) => stdout.write(`${line}\n`)).catch(
    (error) => {
      stderr.write(`${error.message}\n`)
      exit(1)
    },
  )
