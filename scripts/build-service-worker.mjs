// The service worker, with the list of the site's files in it: one classic script, /service-worker.js.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { build } from 'vite'
import { HASHED_FOLDER } from './headers.mjs'
import { collectPackages } from './shipped-packages.mjs'

/** Encoders of files are fetched when they are first chosen, and kept then: what is small is kept at once. */
const MAY_BE_ENCODER = /\/codec-[\w.-]*\.js$|(?<!\/kernels-[\w-]*)\.wasm$/
const ENCODER_BYTES = 60_000
/** The page never asks for these. */
const NOT_OF_THE_APP = /\.(?:br|gz|txt|map|cdx\.json)$|\/service-worker\.js$/

/**
 * What is kept for use without a network: address and, where the name carries no hash, a revision.
 * @param {string} root the built site
 * @returns {{ url: string, revision: string | null }[]}
 */
export const precacheList = (root) =>
  filesOf(root)
    .filter((file) => !isOnDemand(file))
    .map(({ path, url }) => ({
      url,
      revision: url.startsWith(HASHED_FOLDER)
        ? null
        : createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16),
    }))
    .sort((a, b) => (a.url < b.url ? -1 : 1))

/**
 * What is kept once it was asked for.
 * @param {string} root the built site
 * @returns {string[]} addresses
 */
export const onDemandList = (root) =>
  filesOf(root)
    .filter(isOnDemand)
    .map(({ url }) => url)
    .sort()

/** @param {string} root */
const filesOf = (root) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => ({ path, url: `/${relative(root, path).split(sep).join('/')}` }))
    .filter(({ url }) => !NOT_OF_THE_APP.test(url))

/** @param {{ path: string, url: string }} file */
const isOnDemand = ({ path, url }) =>
  MAY_BE_ENCODER.test(url) && statSync(path).size >= ENCODER_BYTES

/**
 * @param {string} root the built site; the worker is added to it
 * @param {Set<string>} packages what it holds of others is added to them
 */
export const buildServiceWorker = async (root, packages) => {
  const list = precacheList(root)
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [collectPackages(packages)],
    define: {
      'self.__PRECACHE': JSON.stringify(list),
      'self.__ON_DEMAND': JSON.stringify(onDemandList(root)),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      outDir: root,
      emptyOutDir: false,
      target: 'es2022',
      lib: {
        entry: 'src/offline/service-worker.ts',
        formats: ['iife'],
        name: 'trackmaster',
        fileName: () => 'service-worker.js',
      },
    },
  })
  return list.length
}
