// After Vite: the service worker, the notices and the bill of materials, every compressible file compressed ahead of time, and nginx's files.
// dist/www is the site; dist/nginx is what a server needs beside it.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { stdout } from 'node:process'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip as gzipCompress } from 'node:zlib'
import { billOfMaterials } from './bill-of-materials.mjs'
import { buildServiceWorker } from './build-service-worker.mjs'
import { COMPRESSIBLE } from './headers.mjs'
import { headersSnippet, httpSnippet } from './nginx-snippets.mjs'
import { notices } from './notices.mjs'
import { describePackages, SHIPPED_LIST } from './shipped-packages.mjs'

const [gzipped, brotliCompressed] = [promisify(gzipCompress), promisify(brotliCompress)]
const WWW = 'dist/www'
const NGINX = 'dist/nginx'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const names = new Set(JSON.parse(readFileSync(SHIPPED_LIST, 'utf8')))
const keptFiles = await buildServiceWorker(WWW, names)
const packages = describePackages(names)
writeFileSync(join(WWW, 'THIRD-PARTY-NOTICES.txt'), notices(packages))
const bill = billOfMaterials(version, packages)
writeFileSync(join(WWW, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`)

/** The highest takes two and a half times as long, 10 s, for 1.8 % less. */
const BROTLI_QUALITY = 10

/** Writes what is smaller; on the threads that Node has for it. */
const compress = async (path) => {
  const plain = await readFile(path)
  const [gzip, brotli] = await Promise.all([
    gzipped(plain, { level: 9 }),
    brotliCompressed(plain, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
      },
    }),
  ])
  if (gzip.length < plain.length) await writeFile(`${path}.gz`, gzip)
  if (brotli.length < plain.length) await writeFile(`${path}.br`, brotli)
  return [plain.length, Math.min(gzip.length, plain.length)]
}
const compressible = readdirSync(WWW, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && COMPRESSIBLE.includes(extname(entry.name).slice(1)))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
const sizes = await Promise.all(compressible.map(compress))
const [plainBytes, gzipBytes] = [0, 1].map((at) => sizes.reduce((sum, size) => sum + size[at], 0))

mkdirSync(NGINX, { recursive: true })
copyFileSync('nginx.conf', join(NGINX, 'nginx.conf'))
writeFileSync(join(NGINX, 'http.conf'), httpSnippet())
writeFileSync(join(NGINX, 'headers.conf'), headersSnippet(version))
stdout.write(`build: ${kilobytes(plainBytes)} of text and code, ${kilobytes(gzipBytes)} gzipped\n`)
stdout.write(
  `third parties: ${packages.length} packages in the notices and the bill of materials\n`,
)
stdout.write(`offline: ${keptFiles} files kept by the service worker\n`)

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(0)} kB`
}
