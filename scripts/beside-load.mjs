// Runs a command beside processes that burn a core each, as on a machine that others use:
//   node scripts/beside-load.mjs [cores] [-- command …]
// One core and the browser tests unless told otherwise. Exits as the command does.
import { spawn } from 'node:child_process'
import { argv, execPath, exit } from 'node:process'

const split = argv.indexOf('--')
const own = argv.slice(2, split < 0 ? undefined : split)
const command = split < 0 ? ['npx', 'playwright', 'test'] : argv.slice(split + 1)
const cores = Math.max(1, Number(own[0] ?? 1) || 1)

// Each ends by itself when this process, at the other end of its input, is gone.
const BURN =
  'process.stdin.on("end", () => process.exit()).resume(); setInterval(() => { for (let until = Date.now() + 100; Date.now() < until; ); })'
const burners = Array.from({ length: cores }, () =>
  spawn(execPath, ['-e', BURN], { stdio: ['pipe', 'ignore', 'ignore'] }),
)
const [program = 'npx', ...parameters] = command
const child = spawn(program, parameters, { stdio: 'inherit' })
child.on('exit', (code) => {
  for (const burner of burners) burner.kill()
  exit(code ?? 1)
})
