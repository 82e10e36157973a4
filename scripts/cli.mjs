#!/usr/bin/env node
// The command line, built from the sources when they are newer than the last build, then run.
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import process, { chdir, cwd } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const builds = join(root, 'dist/cli')
// Two that start at once build the same, and the one that is late throws its own away.
const name = String(Math.round(newestOf(join(root, 'src'))))
const folder = join(builds, name)

if (!existsSync(folder)) {
  const own = `${name}.${process.pid}`
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
      outDir: join(builds, own),
      emptyOutDir: true,
      minify: false,
      target: 'node20',
    },
    ssr: { noExternal: true },
  })
  chdir(from)
  try {
    renameSync(join(builds, own), folder)
  } catch {
    rmSync(join(builds, own), { recursive: true })
  }
  for (const old of readdirSync(builds))
    if (/^\d+$/.test(old) && Number(old) < Number(name))
      rmSync(join(builds, old), { recursive: true, force: true })
}
process.emitWarning = () => {}
await import(pathToFileURL(join(folder, 'main.js')).href)

function newestOf(path) {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((newest, { parentPath, path: older, name: file }) => {
      return Math.max(newest, statSync(join(parentPath ?? older, file)).mtimeMs)
    }, 0)
}
