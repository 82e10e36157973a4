import { defineConfig } from '@playwright/test'
import { freePort } from './e2e/support/free-port'
import { findTestBrowser } from './scripts/on-path.mjs'

// Chosen once, then inherited by every worker process.
process.env.TRACKMASTER_PORT ??= String(await freePort())
const port = process.env.TRACKMASTER_PORT
const executablePath = findTestBrowser()
/** A run of a part has a report of its own. */
const report = process.env.TRACKMASTER_REPORT ?? 'e2e'

/** What is recorded or timed: one at a time, for two of them on two cores starve each other's audio; beside nothing but what gives way. */
const TIMED =
  /\/(audio-output|first-sound|frames|listening|listening-modules|live|long-audio|play-as|proposal-sound|reference-sound|smooth|transport)\.spec\.ts$/

/** Only there to end what hangs: no test is waited for that long on any machine. */
const HANGS_AFTER_MS = 15 * 60_000
/** Nor is any state: a page that is slowed down many times gets there. */
const STATE_NEVER_COMES_AFTER_MS = 120_000

/**
 * What Chromium has for its own windows is left out: it costs a renderer for each page that is opened. A second list of features
 * replaces Playwright's, whose entries stand here again as far as they matter to what is tested: nothing leaves this machine,
 * nothing waits.
 */
const CHROMIUM_WITHOUT = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]

const LAUNCHED_WITH = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  `--disable-features=${CHROMIUM_WITHOUT.join()}`,
]

/**
 * A page lives for seconds: V8's middle compiler, which runs beside it after some hundred calls of a function, is a tenth of what it
 * costs and never pays. What is timed has it.
 */
const SHORT_LIVED = '--js-flags=--invocation-count-for-maglev=4000'

const launched = (...args: readonly string[]) => ({
  ...(executablePath ? { executablePath } : {}),
  args: [...LAUNCHED_WITH, ...args],
})

// The production build under the production server and its headers, on loopback.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  timeout: HANGS_AFTER_MS,
  expect: { timeout: STATE_NEVER_COMES_AFTER_MS },
  projects: [
    {
      name: 'page',
      testIgnore: TIMED,
      fullyParallel: true,
      use: { launchOptions: launched(SHORT_LIVED) },
    },
    // After the others; `--no-deps` runs one of these alone.
    { name: 'timed', testMatch: TIMED, workers: 1, dependencies: ['page'] },
  ],
  workers: 2,
  // A trace costs a page more than the test does: only what failed is run again, with one, and it stays a failure.
  retries: 1,
  failOnFlakyTests: true,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: `artifacts/${report}.json` }]],
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1280, height: 800 },
    // Each test starts from the server; `offline.spec.ts` lets the worker in.
    serviceWorkers: 'block',
    trace: 'on-first-retry',
    launchOptions: launched(),
  },
  webServer: {
    command: `node scripts/serve.mjs --port ${port}`,
    url: `http://localhost:${port}/health`,
    reuseExistingServer: false,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
  },
})
