import { readFileSync } from 'node:fs'
import { openAudio } from '../src/codec/read/open'
import { memorySource } from '../src/core/byte-source'
import { MemoryPcmStore } from '../src/core/memory-pcm-store'
import { FORMATS, type FormatId } from '../src/delivery/formats/registry'
import { DEFAULT_DELIVERY, isLossy } from '../src/delivery/settings'
import { memoryFileServices } from '../src/delivery/testing/memory-files'
import { writeFile } from '../src/delivery/write-file'
import { must } from './support/must'

/** One way to write a file. */
export interface FormatSubject {
  readonly id: FormatId
  readonly name: string
  /** Writes the whole file. Answers CPU ms of all threads, and the file's bytes. */
  readonly write: () => Promise<{ readonly cpuMs: number; readonly sizeBytes: number }>
}

/** Every format at its first quality, or at 24 bits, over the audio of a WAV file; Opus where the file's rate is its own. */
export const openFormats = async (path: string): Promise<readonly FormatSubject[]> => {
  const services = memoryFileServices()
  const opened = must(
    await openAudio(memorySource(readFileSync(path), 'mix.wav'), {
      ...services,
      newStore: (storeRate, channelCount) => new MemoryPcmStore(storeRate, channelCount, false),
    }),
  )
  const { store } = opened
  const { sampleRate } = store
  return FORMATS.filter(
    ({ ratesHz }) => !ratesHz || (ratesHz as number[]).includes(sampleRate),
  ).map(({ id, label, qualities }) => ({
    id,
    name: `${label}, ${qualities[0]?.label ?? '24-bit'}`,
    write: async () => {
      const before = process.cpuUsage()
      const choices = isLossy(id) ? { dither: 'none' as const } : {}
      const { file } = await writeFile(store, id, { ...DEFAULT_DELIVERY, ...choices }, services)
      const { user, system } = process.cpuUsage(before)
      return { cpuMs: (user + system) / 1000, sizeBytes: file.length }
    },
  }))
}
