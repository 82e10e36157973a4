import { openAudio } from '../codec/read/open'
import type { OpenServices } from '../codec/read/services'
import { hex, openPcmHash, type PcmHash } from '../codec/write/pcm-hash'
import { forEachSlice, type PcmSamples, pcmSamples } from '../codec/write/pcm-samples'
import type { Depth } from '../codec/write/sample-depth'
import type { ByteSource } from '../core/byte-source'
import { fail, type Outcome, ok } from '../core/outcome'
import { SecondMeter, type SecondReading } from '../second-meter/second-meter'

/** What a delivered file is once it was opened again. */
export interface ReadFile {
  /** By the second meter; null where this host has no decoder for the file. */
  readonly reading: SecondReading | null
  /** MD5 of its samples as WAV holds them, hexadecimal; null for a lossy file, and where this host has no decoder for it. */
  readonly audioMd5: string | null
}

/**
 * Opens a delivered file again and reads it with the second meter; `depth`: of its samples, null for a lossy one. `export-mismatch`
 * where it cannot be opened.
 */
export const readDelivered = async (
  file: ByteSource,
  depth: Depth | null,
  services: Omit<OpenServices, 'newStore'>,
): Promise<Outcome<ReadFile>> => {
  const sums = depth && (await openPcmHash(services.timeout))
  const meters: HashingMeter[] = []
  const newStore = (sampleRate: number, channelCount: number): HashingMeter => {
    const shape = { kernels: services.kernels, sampleRate, channelCount, dither: 'none' } as const
    const samples = depth && sums && pcmSamples({ ...shape, depth }, sums)
    const meter = new HashingMeter(sampleRate, channelCount, samples)
    meters.push(meter)
    return meter
  }
  try {
    const opened = await openAudio(file, { ...services, newStore })
    if (opened.ok)
      return ok({ reading: opened.value.store.finish(), audioMd5: sums && hex(sums.md5()) })
    if (opened.error.code === 'codec-missing') return ok({ reading: null, audioMd5: null })
    return fail('export-mismatch', opened.error.code)
  } finally {
    for (const meter of meters) meter.release()
  }
}

/** The second meter, which hashes what it hears. */
class HashingMeter extends SecondMeter {
  private readonly samples: PcmSamples<PcmHash> | null

  constructor(sampleRate: number, channelCount: number, samples: PcmSamples<PcmHash> | null) {
    super(sampleRate, channelCount)
    this.samples = samples
  }

  override append(block: readonly Float32Array[], frames: number): void {
    super.append(block, frames)
    const { samples } = this
    if (samples) forEachSlice(block, frames, (slice, count) => samples.encode(slice, count))
  }

  release(): void {
    this.samples?.release()
  }
}
