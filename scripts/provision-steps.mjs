// What provisioning does in which case; how it is done on this machine is scripts/provision.mjs.
/**
 * @typedef {object} Machine
 * @property {string} nodeVersion such as "22.1.0"
 * @property {boolean} isRoot
 * @property {(...names: string[]) => string | null} find the first of these programs on PATH
 * @property {() => string | null} findBrowser
 * @property {() => 'right' | 'linked' | 'wrong'} packages how node_modules stands to the lock file;
 *   linked: a link elsewhere that differs
 * @property {() => boolean} ownBrowserStarts whether Playwright has its own browser, and it starts
 * @property {(program: string, parameters: string[], minutes: number) => boolean} run whether it went well
 * @property {(line: string) => void} say
 */

const NODE_NEEDED = [20, 19]
const OWN_BROWSER = "Playwright's own"
/** The first is enough for tests, and the smaller one; not every system has it. */
const SYSTEM_BROWSERS = ['chromium-headless-shell', 'chromium']
const HAND_BROWSER =
  'as root, install Chromium (Debian: `apt-get install chromium`) or, where the network allows it, ' +
  'run `npx playwright install --with-deps chromium`; then run this again'

/**
 * Brings the machine to where `purpose` can work: true, or false after a sentence that says what is
 * missing and what to do about it.
 * @param {'run' | 'test'} purpose
 * @param {Machine} machine
 */
export const provision = (purpose, machine) => {
  if (!hasNode(machine) || !providePackages(machine)) return false
  if (purpose === 'run') return true
  if (!provideBrowser(machine)) return false
  const missing = PROGRAMS.filter(({ name }) => !machine.find(name))
  // Together first; one by one where a package of them cannot be had.
  if (missing.length > 1) installSystemPackage(machine, ...missing.flatMap(packagesOf))
  for (const program of PROGRAMS) provideProgram(machine, program)
  return true
}

const WITHOUT_ENGINE = 'the test of the app in that browser engine is skipped, and says so'
/** What tests use beside Chromium; the last lets WebKit run without a screen. `packages`: where they are named otherwise. */
const PROGRAMS = [
  {
    name: 'nginx',
    without: 'browser tests run on the Node server instead, under the same headers',
  },
  { name: 'ffmpeg', without: 'tests that let ffmpeg encode or judge are skipped, and say so' },
  { name: 'firefox', packages: ['firefox-esr'], without: WITHOUT_ENGINE },
  { name: 'WebKitWebDriver', packages: ['webkit2gtk-driver'], without: WITHOUT_ENGINE },
  { name: 'xvfb-run', packages: ['xvfb', 'xauth'], without: WITHOUT_ENGINE },
]
const packagesOf = ({ name, packages = [name] }) => packages

const hasNode = ({ nodeVersion, say }) => {
  const [needMajor, needMinor] = NODE_NEEDED
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number)
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return true
  say(`Node ${NODE_NEEDED.join('.')} or newer is needed; this is ${nodeVersion}`)
  return false
}

const providePackages = ({ packages, run, say }) => {
  const state = packages()
  if (state === 'right') say('npm packages: as the lock file says')
  else if (state === 'linked')
    say('npm packages: node_modules is a link and differs from the lock file; left alone')
  else {
    say('npm packages: installing by the lock file')
    if (!run('npm', ['ci', '--no-audit', '--no-fund'], 15)) {
      say('npm packages: `npm ci` failed, see above; it needs a registry once. Run this again')
      return false
    }
  }
  return true
}

const provideBrowser = (machine) => {
  const { findBrowser, ownBrowserStarts, say } = machine
  const have = findBrowser() ?? (ownBrowserStarts() ? OWN_BROWSER : null)
  if (have) {
    say(`browser: ${have}`)
    return true
  }
  say(`browser: none on PATH; fetching ${OWN_BROWSER}`)
  const fetched = fetchOwnBrowser(machine)
  const installed =
    fetched && ownBrowserStarts()
      ? OWN_BROWSER
      : SYSTEM_BROWSERS.some((name) => installSystemPackage(machine, name)) && findBrowser()
  if (installed) say(`browser: ${installed}, installed`)
  else if (fetched) say(`browser: ${OWN_BROWSER} was fetched and does not start; ${HAND_BROWSER}`)
  else say(`browser: MISSING, and none could be fetched, see above; ${HAND_BROWSER}`)
  return Boolean(installed)
}

/** Playwright's browser comes without the system libraries that it needs; root may add them. */
const fetchOwnBrowser = ({ ownBrowserStarts, isRoot, run, say }) => {
  if (!run('npx', ['--no-install', 'playwright', 'install', 'chromium'], 5)) return false
  if (isRoot && !ownBrowserStarts()) {
    say(`browser: installing the system libraries that ${OWN_BROWSER} needs`)
    run('npx', ['--no-install', 'playwright', 'install-deps', 'chromium'], 10)
  }
  return true
}

const provideProgram = (machine, program) => {
  const { find, say } = machine
  const { name, without } = program
  const found = find(name)
  if (found) return say(`${name}: ${found}`)
  const installed = installSystemPackage(machine, ...packagesOf(program)) && find(name)
  say(installed ? `${name}: ${installed}, installed` : `${name}: MISSING; ${without}`)
}

/** Machines whose lists of packages were renewed. */
const renewed = new WeakSet()

const installSystemPackage = (machine, ...names) => {
  const { isRoot, find, run, say } = machine
  if (!isRoot || !find('apt-get')) return false
  say(`${names.join(', ')}: installing the system package`)
  // Once; lists that cannot be renewed may still do.
  if (!renewed.has(machine)) run('apt-get', ['-q', '-y', 'update'], 10)
  renewed.add(machine)
  return run('apt-get', ['-q', '-y', 'install', '--no-install-recommends', ...names], 10)
}
