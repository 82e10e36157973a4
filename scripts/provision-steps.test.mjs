import { describe, expect, test } from 'vitest'
import { provision } from './provision-steps.mjs'

const ENGINES = ['firefox', 'WebKitWebDriver', 'xvfb-run']
const FULL = ['chromium', 'nginx', 'ffmpeg', ...ENGINES]
const OWN = 'npx --no-install playwright install chromium'
const DEPENDENCIES = 'npx --no-install playwright install-deps chromium'
const UPDATE = 'apt-get -q -y update'
const install = (name) => `apt-get -q -y install --no-install-recommends ${name}`
const BROWSERS = [install('chromium-headless-shell'), install('chromium')]

/** A machine with these programs, where these commands go well; what it ran and said. */
const machineWith = ({
  programs = FULL,
  works = [],
  isRoot = false,
  nodeVersion = '22.1.0',
  packages = 'right',
  ownBrowser = false,
  libraries = true,
  brings = [],
} = {}) => {
  const has = new Set(programs)
  const state = { ownBrowser, libraries }
  const ran = []
  const said = []
  const find = (...names) => {
    const name = names.find((each) => has.has(each))
    return name ? `/bin/${name}` : null
  }
  const machine = {
    nodeVersion,
    isRoot,
    find,
    findBrowser: () => find('chromium-headless-shell', 'chromium', 'google-chrome'),
    packages: () => packages,
    ownBrowserStarts: () => state.ownBrowser && state.libraries,
    run: (program, parameters) => {
      const command = [program, ...parameters].join(' ')
      ran.push(command)
      if (!works.includes(command)) return false
      if (command === OWN) state.ownBrowser = true
      else if (command === DEPENDENCIES) state.libraries = true
      else if (parameters.includes('install'))
        for (const name of [parameters.at(-1), ...brings]) has.add(name)
      return true
    },
    say: (line) => said.push(line),
  }
  return { machine, ran, said }
}

/** Provisions for the tests: the outcome, the commands, and all that was said. */
const forTest = (options) => {
  const { machine, ran, said } = machineWith(options)
  const ready = provision('test', machine)
  return { ready, ran, said: said.join('\n') }
}

describe('provisioning for the tests', () => {
  test('runs nothing where everything is there', () => {
    expect(forTest()).toMatchObject({ ready: true, ran: [] })
    expect(forTest({ isRoot: true })).toMatchObject({ ready: true, ran: [] })
  })

  test('installs the packages by the lock file, and stops where that fails', () => {
    const command = 'npm ci --no-audit --no-fund'
    const good = forTest({ packages: 'wrong', works: [command] })
    expect(good).toMatchObject({ ready: true, ran: [command] })
    const bad = forTest({ packages: 'wrong', programs: [] })
    expect(bad).toMatchObject({ ready: false, ran: [command] })
    expect(bad.said).toContain('`npm ci` failed')
  })

  test('leaves a linked node_modules alone', () => {
    expect(forTest({ packages: 'linked' })).toMatchObject({ ready: true, ran: [] })
  })

  test.each([
    ['18.20.0', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['21.0.0', true],
    ['24.2.0', true],
  ])('Node %s: %s', (nodeVersion, ready) => {
    const outcome = forTest({ nodeVersion })
    expect(outcome.ready).toBe(ready)
    if (!ready) expect(outcome.said).toBe(`Node 20.19 or newer is needed; this is ${nodeVersion}`)
  })
})

describe('without a browser on PATH', () => {
  const programs = ['nginx', 'ffmpeg', ...ENGINES]

  test("Playwright's own is used where it was fetched before", () => {
    expect(forTest({ programs, ownBrowser: true })).toMatchObject({ ready: true, ran: [] })
  })

  test("Playwright's own is fetched, by anyone", () => {
    const outcome = forTest({ programs, works: [OWN] })
    expect(outcome).toMatchObject({ ready: true, ran: [OWN] })
    expect(outcome.said).toContain("browser: Playwright's own, installed")
  })

  test('root adds the system libraries where the fetched one does not start', () => {
    const options = { programs, libraries: false, works: [OWN, DEPENDENCIES] }
    expect(forTest({ ...options, isRoot: true })).toMatchObject({
      ready: true,
      ran: [OWN, DEPENDENCIES],
    })
    const outcome = forTest(options)
    expect(outcome).toMatchObject({ ready: false, ran: [OWN] })
    expect(outcome.said).toMatch(/does not start; as root, .*playwright install --with-deps/)
  })

  test('root takes the system package where the fetched one cannot be made to start', () => {
    const outcome = forTest({
      programs: [...programs, 'apt-get'],
      isRoot: true,
      libraries: false,
      works: [OWN, UPDATE, install('chromium')],
    })
    expect(outcome.ready).toBe(true)
    expect(outcome.ran).toEqual([OWN, DEPENDENCIES, UPDATE, ...BROWSERS])
  })

  test('root takes the system package where nothing can be fetched', () => {
    const outcome = forTest({
      programs: [...programs, 'apt-get'],
      isRoot: true,
      works: [UPDATE, install('chromium')],
    })
    expect(outcome).toMatchObject({ ready: true, ran: [OWN, UPDATE, ...BROWSERS] })
    expect(outcome.said).toContain('browser: /bin/chromium, installed')
  })

  test('of the system packages the one without windows is enough', () => {
    const outcome = forTest({
      programs: [...programs, 'apt-get'],
      isRoot: true,
      works: BROWSERS,
    })
    expect(outcome).toMatchObject({ ready: true, ran: [OWN, UPDATE, BROWSERS[0]] })
    expect(outcome.said).toContain('browser: /bin/chromium-headless-shell, installed')
  })

  test('lists of packages that cannot be renewed do not stop the installation', () => {
    const options = { programs: [...programs, 'apt-get'], isRoot: true }
    expect(forTest({ ...options, works: [install('chromium')] }).ready).toBe(true)
  })

  test.each([
    ['anyone', { programs: [...programs, 'apt-get'] }, [OWN]],
    ['root of another system', { programs, isRoot: true }, [OWN]],
    [
      'root without a network',
      { programs: [...programs, 'apt-get'], isRoot: true },
      [OWN, UPDATE, ...BROWSERS],
    ],
  ])('%s is told what to do where nothing works', (_who, options, ran) => {
    const outcome = forTest(options)
    expect(outcome).toMatchObject({ ready: false, ran })
    expect(outcome.said).toMatch(/browser: MISSING.*install Chromium.*run this again/)
  })

  test('serving needs none, nor nginx and ffmpeg', () => {
    const { machine, ran } = machineWith({ programs: [], isRoot: true })
    expect(provision('run', machine)).toBe(true)
    expect(ran).toEqual([])
  })
})

describe('without nginx and ffmpeg', () => {
  const programs = ['chromium', ...ENGINES]

  test('anyone goes on and is told what will be tested less', () => {
    const outcome = forTest({ programs })
    expect(outcome).toMatchObject({ ready: true, ran: [] })
    expect(outcome.said).toMatch(/nginx: MISSING; browser tests run on the Node server/)
    expect(outcome.said).toMatch(/ffmpeg: MISSING; tests .* are skipped, and say so/)
  })

  test('root installs both, and goes on where one cannot be had', () => {
    const outcome = forTest({
      programs: [...programs, 'apt-get'],
      isRoot: true,
      works: [UPDATE, install('nginx')],
    })
    expect(outcome.ready).toBe(true)
    expect(outcome.ran).toEqual([
      UPDATE,
      install('nginx ffmpeg'),
      install('nginx'),
      install('ffmpeg'),
    ])
    expect(outcome.said).toMatch(/nginx: \/bin\/nginx, installed/)
    expect(outcome.said).toMatch(/ffmpeg: MISSING/)
  })
})

test('root installs all that is missing at once', () => {
  const all = install('nginx ffmpeg firefox-esr webkit2gtk-driver xvfb xauth')
  const outcome = forTest({
    programs: ['chromium', 'apt-get'],
    isRoot: true,
    works: [UPDATE, all],
    brings: FULL,
  })
  expect(outcome).toMatchObject({ ready: true, ran: [UPDATE, all] })
  expect(outcome.said).toMatch(/xvfb-run: \/bin\/xvfb-run$/)
})

describe('without Firefox and WebKit', () => {
  const programs = ['chromium', 'nginx', 'ffmpeg']

  test('anyone goes on and is told that they are not tested', () => {
    const outcome = forTest({ programs })
    expect(outcome).toMatchObject({ ready: true, ran: [] })
    expect(outcome.said.match(/MISSING; the test of the app in that browser/g)).toHaveLength(3)
  })

  test('root installs them and the screen that WebKit needs', () => {
    const outcome = forTest({ programs: [...programs, 'apt-get'], isRoot: true })
    expect(outcome.ready).toBe(true)
    expect(outcome.ran).toEqual([
      UPDATE,
      install('firefox-esr webkit2gtk-driver xvfb xauth'),
      install('firefox-esr'),
      install('webkit2gtk-driver'),
      install('xvfb xauth'),
    ])
  })
})
