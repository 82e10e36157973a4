import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onPath } from '../../scripts/on-path.mjs'
import { freePort } from './free-port'

/** A browser of another engine as the system has it, which can be sent to a page and no more. */
export interface OtherEngine {
  readonly name: string
  /** Programs on PATH that it takes. */
  readonly programs: readonly string[]
  /** Shows the page, with all its own files in `folder`; answers what ends the browser. */
  open(url: string, folder: string): Promise<() => Promise<void>>
}

/** Nothing of its own business may leave the machine. */
const FIREFOX_PREFERENCES = {
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.no_proxies_on': 'localhost, 127.0.0.1',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
}

const firefox: OtherEngine = {
  name: 'Firefox',
  programs: ['firefox'],
  async open(url, folder) {
    const preferences = Object.entries(FIREFOX_PREFERENCES)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join('')
    writeFileSync(join(folder, 'user.js'), preferences)
    const child = start('firefox', ['--headless', '--no-remote', '--profile', folder, url], folder)
    return () => end(child)
  },
}

const webkit: OtherEngine = {
  name: 'WebKit',
  programs: ['WebKitWebDriver', 'xvfb-run'],
  async open(url, folder) {
    const port = await freePort()
    const child = start('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], folder)
    const command = async (method: string, path: string, body?: unknown) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      const { value } = (await answer.json()) as { value: { sessionId?: string } | null }
      if (!answer.ok) throw new Error(`WebKitWebDriver: ${JSON.stringify(value)}`)
      return value
    }
    try {
      await patiently(() => command('GET', '/status'))
      const session = await command('POST', '/session', { capabilities: {} })
      const path = `/session/${session?.sessionId}`
      await command('POST', `${path}/url`, { url })
      return async () => {
        await command('DELETE', path).catch(() => {})
        await end(child)
      }
    } catch (cause) {
      await end(child)
      throw cause
    }
  },
}

export const OTHER_ENGINES: readonly OtherEngine[] = [firefox, webkit]

export const isInstalled = ({ programs }: OtherEngine): boolean =>
  programs.every((program) => onPath(program))

/** In a process group of its own, so that all that it starts ends with it. */
const start = (program: string, parameters: readonly string[], folder: string): ChildProcess =>
  spawn(program, parameters, {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, HOME: folder, TMPDIR: folder },
  })

const end = async (child: ChildProcess): Promise<void> => {
  const { pid } = child
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-pid, 'SIGTERM')
  await Promise.race([ended, sleep(3000)])
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The whole group has ended.
  }
}

/** Tries this often, 100 ms apart: only there to end what never starts. */
const MOST_ATTEMPTS = 3000

const patiently = async (action: () => Promise<unknown>): Promise<void> => {
  for (let attempt = 0; ; attempt++) {
    try {
      await action()
      return
    } catch (cause) {
      if (attempt === MOST_ATTEMPTS) throw cause
      await sleep(100)
    }
  }
}
