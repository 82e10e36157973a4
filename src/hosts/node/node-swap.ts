import { ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SwapFile } from '../../core/swap-file'

const bytesOf = (samples: Float32Array): Uint8Array =>
  new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)

/** Opens a file that ends with this process: it has no name any more once it is open, where the system allows that. */
const openNameless = (): number => {
  const folder = mkdtempSync(join(tmpdir(), 'trackmaster-'))
  const file = openSync(join(folder, 'swap.pcm'), 'w+')
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    remove()
  } catch {
    process.once('exit', remove)
  }
  return file
}

/** A swap file among the system's temporary files, made when it is needed. */
export const nodeSwap = (): SwapFile => {
  let opened: number | null = null
  const file = (): number => {
    opened ??= openNameless()
    return opened
  }
  return {
    name: 'swap',
    isShared: false,
    mostBytes: Number.POSITIVE_INFINITY,
    grow: (bytes) => {
      try {
        ftruncateSync(file(), bytes)
        return true
      } catch {
        return false
      }
    },
    read: (at, into) => {
      readSync(file(), bytesOf(into), 0, into.byteLength, at)
    },
    write: (at, samples) => {
      writeSync(file(), bytesOf(samples), 0, samples.byteLength, at)
    },
  }
}
