// After Vite: the service worker, the notices and the bill of materials, every compressible file compressed ahead of time, and nginx's files.
// dist/www is the site; dist/nginx is what a server needs beside it.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { stdout } from 'node:process'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { billOfMaterials } from './bill-of-materials.mjs'
import { buildServiceWorker } from './build-service-worker.mjs'
import { COMPRESSIBLE } from './headers.mjs'
import { headersSnippet, httpSnippet } from './nginx-snippets.mjs'
import { notices } from './notices.mjs'
import { describePackages, SHIPPED_LIST } from './shipped-packages.mjs'

const WWW = 'dist/www'
const NGINX = 'dist/nginx'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const names = new Set(JSON.parse(readFileSync(SHIPPED_LIST, 'utf8')))
const keptFiles = await buildServiceWorker(WWW, names)
const packages = describePackages(names)
writeFileSync(join(WWW, 'THIRD-PARTY-NOTICES.txt'), notices(packages))
const bill = billOfMaterials(version, packages)
writeFileSync(join(WWW, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`)

let plainBytes = 0
let gzipBytes = 0
for (const entry of readdirSync(WWW, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !COMPRESSIBLE.includes(extname(entry.name).slice(1))) continue
  const path = join(entry.parentPath ?? entry.path, entry.name)
  const plain = readFileSync(path)
  const gzip = gzipSync(plain, { level: 9 })
  plainBytes += plain.length
  gzipBytes += Math.min(gzip.length, plain.length)
  const brotli = brotliCompressSync(plain, {
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  })
  if (gzip.length < plain.length) writeFileSync(`${path}.gz`, gzip)
  if (brotli.length < plain.length) writeFileSync(`${path}.br`, brotli)
}

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
