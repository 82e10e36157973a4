import { type ChildProcess, spawn } from 'node:child_process'
import { execPath } from 'node:process'

/** The command line as `npm run -s cli` runs it, built from the sources when they are newer. */
export const startCommandLine = (args: readonly string[]): ChildProcess =>
  spawn(execPath, ['scripts/cli.mjs', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })

export interface Ended {
  readonly status: number | null
  readonly printed: string
  readonly said: string
}

/** What a started command line says until it ends; `onSaid` sees all that was said so far. */
export const ended = (
  started: ChildProcess,
  onSaid: (said: string) => void = () => {},
): Promise<Ended> =>
  new Promise((resolve) => {
    let printed = ''
    let said = ''
    started.stdout?.on('data', (text) => {
      printed += text
    })
    started.stderr?.on('data', (text) => {
      said += text
      onSaid(said)
    })
    started.once('close', (status) => resolve({ status, printed, said }))
  })
