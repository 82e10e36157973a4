import { defineConfig } from '@playwright/test'
import { freePort } from './e2e/support/free-port'
import { findBrowser } from './scripts/on-path.mjs'

// Chosen once, then inherited by every worker process.
process.env.TRACKMASTER_PORT ??= String(await freePort())
const port = process.env.TRACKMASTER_PORT
const executablePath = findBrowser()

/** What is recorded or timed: one at a time, for two of them on two cores starve each other's audio. */
const TIMED = /\/(audio-output|frames|listening|live|smooth|transport)\.spec\.ts$/

// The production build under the production server and its headers, on loopback.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  projects: [
    { name: 'page', testIgnore: TIMED },
    // After the others; `--no-deps` runs one of these alone.
    { name: 'timed', testMatch: TIMED, workers: 1, dependencies: ['page'] },
  ],
  fullyParallel: false,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'artifacts/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1280, height: 800 },
    // Each test starts from the server; `offline.spec.ts` lets the worker in.
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
  webServer: {
    command: `node scripts/serve.mjs --port ${port}`,
    url: `http://localhost:${port}/health`,
    reuseExistingServer: false,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
  },
})
