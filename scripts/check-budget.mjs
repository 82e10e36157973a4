// First load: what a browser fetches and runs before a file is opened, gzipped, against its budget.
// Counted is the entry page's module graph: its scripts, what it preloads, and everything that these
// import statically; workers and `import()` come later and are not first load. Styles are listed apart.
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { argv, exit, stderr, stdout } from 'node:process'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

/** Bytes of JavaScript, gzipped; 1 kB = 1000 bytes. */
export const JAVASCRIPT_BUDGET_BYTES = 170_000

/** `import … from "x"`, `export … from "x"` and `import "x"` as a bundler writes them, not `import("x")`. */
const STATIC_IMPORT =
  /(?:^|[;}\s])(?:import|export)(?:[\s{*][^'"`;()]*?from)?\s*["'`]([^"'`]+)["'`]/g

/**
 * The files of a first load.
 * @param {string} html the entry page
 * @param {(path: string) => string} read the text of a file of the site, by its absolute path
 * @returns {{ scripts: string[], styles: string[] }} absolute paths, each once
 */
export const firstLoad = (html, read) => {
  const scripts = new Set()
  const add = (path) => {
    if (scripts.has(path)) return
    scripts.add(path)
    for (const [, specifier] of read(path).matchAll(STATIC_IMPORT))
      add(posix.resolve(posix.dirname(path), specifier))
  }
  const styles = []
  for (const [tag] of html.matchAll(/<(?:script|link)\b[^>]*>/g)) {
    const address = /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1]
    if (address === undefined) continue
    const path = posix.resolve('/', address)
    if (tag.startsWith('<script') || /rel="modulepreload"/.test(tag)) add(path)
    else if (/rel="stylesheet"/.test(tag)) styles.push(path)
  }
  return { scripts: [...scripts], styles }
}

/**
 * @param {readonly string[]} paths
 * @param {(path: string) => string} read
 * @returns {number} bytes, each file gzipped for itself as a server sends it
 */
export const gzippedBytes = (paths, read) =>
  paths.reduce((sum, path) => sum + gzipSync(read(path), { level: 9 }).length, 0)

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const read = (path) => readFileSync(join('dist/www', path), 'utf8')
  const { scripts, styles } = firstLoad(read('/index.html'), read)
  const bytes = gzippedBytes(scripts, read)
  const said = `first load: ${kilobytes(bytes)} of JavaScript in ${scripts.length} files (at most ${kilobytes(JAVASCRIPT_BUDGET_BYTES)}), ${kilobytes(gzippedBytes(styles, read))} of styles, gzipped\n`
  if (scripts.length === 0 || bytes > JAVASCRIPT_BUDGET_BYTES) {
    stderr.write(said)
    exit(1)
  }
  stdout.write(said)
}

function kilobytes(count) {
  return `${(count / 1000).toFixed(1)} kB`
}
