// Serves dist/ on http://localhost:8000 under the production headers: by nginx where it is
// installed, else by Node. `--port N`, `--host ADDRESS` (127.0.0.1 unless told).
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process, { argv, exit, stderr, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { onPath } from './on-path.mjs'
import { staticServer } from './static-server.mjs'

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    port: { type: 'string', default: '8000' },
    host: { type: 'string', default: '127.0.0.1' },
    /** Serve by Node even where nginx is installed. */
    node: { type: 'boolean', default: false },
  },
})
const { host } = values
const port = Number(values.port)
const BROTLI = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so'

if (!existsSync('dist/nginx/nginx.conf')) {
  stderr.write('serve: nothing is built yet; run `npm run build` first\n')
  exit(1)
}

const nginx = values.node ? null : onPath('nginx')
if (nginx) serveByNginx(nginx)
else serveByNode()

function serveByNode() {
  const server = staticServer(resolve('dist/www'))
  server.on('error', (error) => {
    stderr.write(`serve: ${error.message}\n`)
    exit(1)
  })
  server.listen(port, host, () => announce('Node'))
}

/** A copy of the shipped configuration with its own port and its own folder for temporary files. */
function serveByNginx(program) {
  const folder = mkdtempSync(join(tmpdir(), 'trackmaster-'))
  const shipped = (name) => readFileSync(join('dist/nginx', name), 'utf8')
  const brotli = existsSync(BROTLI)
  const configuration = shipped('nginx.conf')
    .replace('listen 8000;', `listen ${host}:${port};`)
    .replace('access_log /dev/stdout;', 'access_log off;')
    .replaceAll('/tmp/trackmaster-', `${folder}/`)
  writeFileSync(
    join(folder, 'nginx.conf'),
    // Started by root, workers would otherwise be a user who may not read this folder.
    `${brotli ? `load_module ${BROTLI};\n` : ''}${process.getuid?.() === 0 ? 'user root;\n' : ''}${configuration}`,
  )
  // Modules that the image's own nginx does not have want a folder each.
  const folders = ['proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (module) => `${module}_temp_path ${folder}/${module};\n`,
  )
  writeFileSync(
    join(folder, 'http.conf'),
    `${shipped('http.conf')}${folders.join('')}${brotli ? 'brotli_static on;\n' : ''}`,
  )
  writeFileSync(join(folder, 'headers.conf'), shipped('headers.conf'))

  const child = spawn(
    program,
    ['-e', 'stderr', '-p', resolve('dist'), '-c', join(folder, 'nginx.conf')],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  child.on('spawn', () => announce('nginx'))
  child.on('exit', (code) => {
    rmSync(folder, { recursive: true, force: true })
    exit(code ?? 0)
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill('SIGTERM'))
}

function announce(server) {
  stdout.write(`TrackMaster on http://localhost:${port} (${server})\n`)
}
