// Writes docs/modules.md: builds and times every module, then lays the page out.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { stdout, version } from 'node:process'
import { createServer } from 'vite'
import { modulePage } from './module-page.mjs'

const PAGE = 'docs/modules.md'

// No port is opened: the server only turns TypeScript into modules.
const server = await createServer({
  configFile: false,
  appType: 'custom',
  logLevel: 'warn',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
try {
  /** @type {typeof import('./module-facts')} */
  const { moduleFacts } = await server.ssrLoadModule('/scripts/module-facts.ts')
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${version}`
  const date = new Date().toISOString().slice(0, 10)
  writeFileSync(PAGE, modulePage(moduleFacts(), { machine, date }))
  stdout.write(`${PAGE} written\n`)
} finally {
  await server.close()
}
