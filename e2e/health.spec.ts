import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

test('GET /health answers status, service and version as JSON', async ({ request }) => {
  const response = await request.get('/health')
  expect(response.status()).toBe(200)
  expect(response.headers()['content-type']).toContain('application/json')
  expect(await response.json()).toEqual({ status: 'ok', service: 'trackmaster', version })
})

test('an unknown path is a real 404', async ({ request }) => {
  for (const path of [
    '/nope',
    '/assets',
    '/assets/',
    '/nginx/nginx.conf',
    '/../nginx/nginx.conf',
    '/index.htm',
  ])
    expect((await request.get(path)).status(), path).toBe(404)
})
