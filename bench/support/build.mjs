// Bundles the subjects twice from the product's sources: for Node, and as a page with a worker.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

const common = { configFile: false, logLevel: 'warn' }

/**
 * @param {string} folder where the bundles go
 * @returns {Promise<{ openInNode: (path: string) => Promise<import('../subjects').Subjects>, web: string }>}
 */
export const buildSubjects = async (folder) => {
  const node = resolve(folder, 'node')
  await build({
    ...common,
    build: {
      ssr: 'bench/node-subjects.ts',
      outDir: node,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
    },
    ssr: { noExternal: true },
  })
  const web = await buildPage(resolve(folder, 'web'))
  const { openInNode } = await import(pathToFileURL(resolve(node, 'node-subjects.js')).href)
  return { openInNode, web }
}

/**
 * The page with a worker; answers where it is.
 * @param {string} web
 */
export const buildPage = async (web) => {
  await build({
    ...common,
    root: 'bench/page',
    build: { outDir: web, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
    worker: { format: 'es' },
  })
  return web
}

/**
 * The subjects of the part "sound", for Node.
 * @param {string} folder where the bundle goes, as far below the root as the others' (it looks for the kernels from there)
 * @returns {Promise<typeof import('../sound-subjects').openSound>}
 */
export const buildSound = async (folder) => (await bundled(folder, 'sound-subjects')).openSound

/**
 * The same of the part "match".
 * @param {string} folder
 * @returns {Promise<typeof import('../match-subjects').openMatch>}
 */
export const buildMatch = async (folder) => (await bundled(folder, 'match-subjects')).openMatch

/**
 * The same of the part "findings".
 * @param {string} folder
 * @returns {Promise<typeof import('../findings-subjects')>}
 */
export const buildFindings = (folder) => bundled(folder, 'findings-subjects')

/**
 * The same of the part "price".
 * @param {string} folder
 * @returns {Promise<typeof import('../price-subjects').priceSong>}
 */
export const buildPrice = async (folder) => (await bundled(folder, 'price-subjects')).priceSong

/**
 * The same of the part "formats".
 * @param {string} folder
 * @returns {Promise<typeof import('../format-subjects').openFormats>}
 */
export const buildFormats = async (folder) => (await bundled(folder, 'format-subjects')).openFormats

const bundled = async (/** @type {string} */ folder, /** @type {string} */ name) => {
  await build({
    ...common,
    build: {
      ssr: `bench/${name}.ts`,
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
    },
    ssr: { noExternal: true },
  })
  return import(pathToFileURL(resolve(folder, `${name}.js`)).href)
}
