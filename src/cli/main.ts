import { mkdirSync, writeFileSync, writeSync } from 'node:fs'
import process, { argv, exit, stderr, stdout } from 'node:process'
import { PROGRAM_VERSION } from '../core/version'
import { parseArguments } from './arguments'
import { diskEngine } from './disk-engine'
import { INTERRUPTED, interrupted } from './interrupt'
import { runRequest } from './run'

// A library's word on ALAC, which is decoded here all the same: what a person should know is said in sentences.
console.warn = () => {}
const parsed = parseArguments(argv.slice(2))
if (!parsed.ok) {
  stderr.write(`${parsed.problem}\n`)
  exit(2)
}
const engine = diskEngine()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    const line = stderr.isTTY ? '\r\u001B[K' : ''
    writeSync(stderr.fd, `${line}${interrupted(engine.unfinished())}\n`)
    exit(INTERRUPTED)
  })
const status = await runRequest(parsed.request, engine, {
  version: PROGRAM_VERSION,
  print: (text) => void stdout.write(text),
  say: (text) => void stderr.write(text),
  isTerminal: stderr.isTTY === true,
  makeFolder: (path) => void mkdirSync(path, { recursive: true }),
  writeText: writeFileSync,
})
// The kernels' memory and the codecs would keep the process for a while.
exit(status)
