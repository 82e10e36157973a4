import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { type ByteSource, roomFor } from '../core/byte-source'
import type { FilePlan, FileTarget } from '../delivery/file-target'
import { formatOf } from '../delivery/formats/registry'
import { DISK_BYTES, GatheredBytes } from '../hosts/gathered-bytes'

/** A written file, by its path. */
export interface PartFile {
  readonly path: string
}

/**
 * The files that become one master, on disk from their first byte: each is written beside the output, so that no half of
 * a master ever has its name, and the best of several tries takes it. Memory holds a megabyte of each, whatever the length.
 */
export class PartFiles {
  /** What kept a file from being written; null while nothing did. */
  problem: unknown = null
  private readonly output: string
  private readonly handles = new Map<string, number>()

  constructor(output: string) {
    this.output = output
  }

  /** Those that are there now. */
  get paths(): Iterable<string> {
    return this.handles.keys()
  }

  newFile({ format }: Pick<FilePlan, 'format'>): FileTarget<PartFile> {
    const { size } = this.handles
    const path = `${this.output}${size === 0 ? '' : `.${size + 1}`}.part`
    const handle = this.noting(() => openSync(path, 'w+'))
    this.handles.set(path, handle)
    const put = (bytes: Uint8Array, offset: number): void =>
      this.noting(() => writeWhole(handle, bytes, offset))
    const gathered = new GatheredBytes(DISK_BYTES, put)
    return {
      write: (bytes) => gathered.write(bytes),
      overwrite: (offset, bytes) => {
        gathered.flush()
        put(bytes, offset)
      },
      finish: async () => {
        gathered.flush()
        const amend = ({ offset, bytes }: { offset: number; bytes: Uint8Array }): PartFile => {
          put(bytes, offset)
          return { path }
        }
        const name = `export.${formatOf(format).extension}`
        return { file: { path }, source: sourceOf(handle, name, gathered.sizeBytes), amend }
      },
      measured: async () => null,
      abandon: () => {},
    }
  }

  /** Gives one of them the output's name. */
  async take({ path }: PartFile): Promise<void> {
    await rename(path, this.output)
  }

  /** Takes away whatever did not get the output's name. */
  clear(): void {
    for (const [path, handle] of this.handles) {
      closeSync(handle)
      rmSync(path, { force: true })
    }
    this.handles.clear()
  }

  private noting<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      this.problem ??= error
      throw error
    }
  }
}

/** A disk that fills up takes a part first, and refuses the rest. */
const writeWhole = (handle: number, bytes: Uint8Array, offset: number): void => {
  for (let done = 0; done < bytes.length; )
    done += writeSync(handle, bytes, done, bytes.length - done, offset + done)
}

const sourceOf = (handle: number, name: string, sizeBytes: number): ByteSource => ({
  name,
  sizeBytes,
  read: async (offset, length, spare) => {
    const bytes = roomFor(Math.max(0, Math.min(length, sizeBytes - offset)), spare)
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, offset))
  },
})
