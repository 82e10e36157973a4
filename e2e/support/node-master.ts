import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { env } from 'node:process'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

type InNode = typeof import('./every-module')

/**
 * The engine in this Node process, built once in it as the command line is: Playwright would translate each of its 360
 * files by itself, in every process that looks for tests. The kernels are found three folders above.
 */
export const inNode = (): Promise<InNode> => {
  built ??= buildInto(resolve('artifacts/in-node', env.TEST_PARALLEL_INDEX ?? '0'))
  return built
}
let built: Promise<InNode> | undefined

const buildInto = async (folder: string): Promise<InNode> => {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: 'e2e/support/every-module.ts',
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
    },
    ssr: { noExternal: true },
  })
  return import(pathToFileURL(resolve(folder, 'every-module.js')).href)
}
