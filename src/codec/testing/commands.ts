import { execFileSync, spawnSync } from 'node:child_process'

/** Whether a program is on the PATH; tests that need it as an independent judge skip without it. */
export const hasCommand = (name: string): boolean =>
  spawnSync(name, [name === 'sox' ? '--version' : '-version'], { stdio: 'ignore' }).status === 0

/** Runs a program with `input` on its standard input; what it writes to standard output. */
export const run = (
  name: string,
  args: readonly string[],
  input: Uint8Array = new Uint8Array(0),
): Uint8Array =>
  new Uint8Array(
    execFileSync(name, args, { input, maxBuffer: 2 ** 28, stdio: ['pipe', 'pipe', 'ignore'] }),
  )
