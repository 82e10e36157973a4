import { openAudio } from '../codec/read/open'
import type { OpenServices } from '../codec/read/services'
import { openPcmChecksum } from '../codec/write/pcm-hash'
import type { ByteSource } from '../core/byte-source'
import { fail, type Outcome, ok } from '../core/outcome'
import { type CodecProfile, CodecProfiler } from './codec-profile'
import type { FileSpec } from './formats/format'
import { type FormatId, formatOf } from './formats/registry'
import { type MeasuredFile, MeasuringStore } from './measuring-store'

/**
 * Opens a file that was written like any other and measures it, in bounded memory. `export-mismatch` where it cannot be
 * opened, `codec-missing` where this host has no decoder for it. A lossy file gets the profile that is compared with the `master`'s.
 */
export const measureFile = async (
  file: ByteSource,
  format: FormatId,
  { depth }: Pick<FileSpec, 'depth'>,
  services: Omit<OpenServices, 'newStore'>,
  master: CodecProfile | null = null,
): Promise<Outcome<MeasuredFile>> => {
  const isLossless = formatOf(format).depths.length > 0
  const digest = isLossless ? { depth, sums: await openPcmChecksum(services.timeout) } : null
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
