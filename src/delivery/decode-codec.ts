import { openAudio } from '../codec/read/open'
import { assert } from '../core/assert'
import { forEachBlock } from '../core/for-each-block'
import { type JobContext, portion } from '../core/job'
import { fail, type Outcome, ok } from '../core/outcome'
import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader, PcmStore } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import { deliverMaster } from '../mastering/deliver-master'
import { type AlignmentWindow, alignmentWindow } from './align'
import { type CodecChange, codecChange } from './codec-change'
import { type CodecProfile, CodecProfiler } from './codec-profile'
import type { DeliverableTrack, DeliveryServices } from './deliver-track'
import { type MeasuredFile, MeasuringStore } from './measuring-store'
import { type DeliverySettings, fileRate, holdsRate } from './settings'
import { writeFile } from './write-file'

/** What a codec makes of a master, in numbers. Both at the file's sample rate. */
export interface CodecProof {
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  readonly sizeBytes: number
  readonly before: CodecFigures
  readonly after: CodecFigures
  readonly change: CodecChange
}

export type CodecFigures = Pick<
  MeasuredFile,
  'integratedLufs' | 'truePeakDbtp' | 'samplesOverFullScale'
>

/** The master as it went into the codec, and as it came out. Whoever asked releases both. */
export interface DecodedCodec {
  readonly before: PcmStore
  readonly after: PcmStore
  readonly proof: CodecProof
}

/** Shares of the work, for progress. */
const RENDERED = 0.3
const WRITTEN = 0.6
const DECODED = 0.8

/**
 * Encodes a master with a lossy codec, decodes it and measures both. The file itself is not kept. `track-gone` without a master,
 * `codec-missing` where this host has no decoder.
 */
export const decodeCodec = async <File>(
  { source, master }: DeliverableTrack,
  settings: DeliverySettings,
  services: DeliveryServices<File>,
): Promise<Outcome<DecodedCodec>> => {
  if (!master) return fail('track-gone', 'no master yet')
  const { job, kernels, newStore } = services
  const part = (from: number, to: number) => ({ ...services, job: portion(job, from, to) })
  const sampleRate = fileRate(settings, source.sampleRate)
  if (!holdsRate(settings.format, sampleRate)) return fail('sample-rate-unsupported')
  const stores: PcmStore[] = []
  const kept = (store: PcmStore): PcmStore => {
    stores.push(store)
    return store
  }
  const release = (): void => {
    for (const store of stores) store.release()
  }
  try {
    const before =
      sampleRate === source.sampleRate
        ? kept(copyOf(master.store, newStore(sampleRate, source.channelCount)))
        : kept((await deliverMaster(source, master.recipe, sampleRate, part(0, RENDERED))).master)
    const written = await writeFile(before, settings.format, settings, part(RENDERED, WRITTEN))
    const opened = await openAudio(written.source, {
      ...part(WRITTEN, DECODED),
      newStore: (rate, channels) => kept(newStore(rate, channels)),
    })
    if (!opened.ok) {
      release()
      return opened
    }
    const after = opened.value.store
    const { channelCount, lengthFrames } = after
    const window = alignmentWindow(before)
    const first = await measured(before, window, kernels, portion(job, DECODED, 0.9))
    const second = await measured(after, window, kernels, portion(job, 0.9, 1))
    const proof = {
      sampleRate,
      channelCount,
      lengthFrames,
      sizeBytes: written.source.sizeBytes,
      before: figuresOf(first),
      after: figuresOf(second),
      change: codecChange(first, second, sampleRate),
    }
    return ok({ before, after, proof })
  } catch (cause) {
    release()
    throw cause
  }
}

const copyOf = (reader: PcmReader, store: PcmStore): PcmStore => {
  const block = Array.from({ length: reader.channelCount }, () => new Float32Array(BLOCK_FRAMES))
  for (let start = 0; start < reader.lengthFrames; start += BLOCK_FRAMES)
    store.append(block, reader.read(start, block, BLOCK_FRAMES))
  return store
}

const figuresOf = ({
  integratedLufs,
  truePeakDbtp,
  samplesOverFullScale,
}: MeasuredFile): CodecFigures => ({ integratedLufs, truePeakDbtp, samplesOverFullScale })

const measured = async (
  reader: PcmReader,
  window: AlignmentWindow | null,
  kernels: Kernels,
  job: JobContext,
): Promise<MeasuredFile & { readonly profile: CodecProfile }> => {
  const { sampleRate, channelCount } = reader
  const profiler = new CodecProfiler(kernels, sampleRate, channelCount, window)
  const meter = new MeasuringStore(kernels, sampleRate, channelCount, null, profiler)
  try {
    await forEachBlock(reader, job, (block, frames) => meter.append(block, frames))
    const { profile, ...figures } = meter.finish()
    assert(profile, 'a profiler was given')
    return { ...figures, profile }
  } finally {
    meter.release()
  }
}
