#!/usr/bin/env node
// The command line, built from the sources when they are newer than the last build, then run.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import process, { chdir, cwd } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const bundle = join(root, 'dist/cli/bin/main.js')

if (!existsSync(bundle) || newestOf(join(root, 'src')) > statSync(bundle).mtimeMs) {
  const from = cwd()
  chdir(root)
  const { build } = await import('vite')
  const { programConstants } = await import('./program-constants.mjs')
  await build({
    configFile: false,
    logLevel: 'error',
    define: programConstants(),
    build: {
      ssr: 'src/cli/main.ts',
      outDir: 'dist/cli/bin',
      emptyOutDir: true,
      minify: false,
      target: 'node20',
    },
    ssr: { noExternal: true },
  })
  chdir(from)
}
process.emitWarning = () => {}
await import(pathToFileURL(bundle).href)

function newestOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((newest, { parentPath, path, name }) => {
      return Math.max(newest, statSync(join(parentPath ?? path, name)).mtimeMs)
    }, 0)
}
