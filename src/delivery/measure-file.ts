import { openAudio } from '../codec/read/open'
import type { OpenServices } from '../codec/read/services'
import type { BegunMd5 } from '../codec/write/audio-writer'
import { openPcmChecksum, openPcmHash } from '../codec/write/pcm-hash'
import type { ByteSource } from '../core/byte-source'
import { fail, type Outcome, ok } from '../core/outcome'
import { type CodecProfile, CodecProfiler } from './codec-profile'
import type { FileSpec } from './formats/format'
import { type FormatId, formatOf } from './formats/registry'
import { type MeasuredFile, MeasuringStore } from './measuring-store'

export interface MeasureServices extends Omit<OpenServices, 'newStore'> {
  /** Where the file is being written by another thread that begins its MD5, see `openPcmHash`. */
  readonly begunMd5?: () => BegunMd5 | null
}

/**
 * Opens a file that was written like any other and measures it, in bounded memory. `export-mismatch` where it cannot be
 * opened, `codec-missing` where this host has no decoder for it. A lossy file gets the profile that is compared with the `master`'s.
 */
export const measureFile = async (
  file: ByteSource,
  format: FormatId,
  { depth }: Pick<FileSpec, 'depth'>,
  services: MeasureServices,
  master: CodecProfile | null = null,
): Promise<Outcome<MeasuredFile>> => {
  const { depths, holdsMd5 } = formatOf(format)
  const { timeout, begunMd5 } = services
  const openSums = () => (holdsMd5 ? openPcmChecksum(timeout) : openPcmHash(timeout, begunMd5))
  const digest = depths.length > 0 ? { depth, sums: await openSums() } : null
  const stores: MeasuringStore[] = []
  const newStore = (sampleRate: number, channelCount: number) => {
    const { kernels } = services
    const profiler = master && new CodecProfiler(kernels, sampleRate, channelCount, master.window)
    const store = new MeasuringStore(kernels, sampleRate, channelCount, digest, profiler)
    stores.push(store)
    return store
  }
  try {
    const opened = await openAudio(file, {
      ...services,
      newStore,
      mostPcmBytes: () => Number.POSITIVE_INFINITY,
    })
    const store = stores[0]
    if (opened.ok && store) return ok(store.finish())
    if (!opened.ok && opened.error.code === 'codec-missing') return opened
    return fail('export-mismatch', opened.ok ? 'empty' : opened.error.code)
  } finally {
    for (const store of stores) store.release()
  }
}
