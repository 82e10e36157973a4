import { openAudio } from '../../../codec/read/open'
import { type AacEncoder, type AacOptions, aacWriter } from '../../../codec/write/aac/aac-writer'
import type { WriteServices } from '../../../codec/write/audio-writer'
import { memorySink } from '../../../codec/write/memory-sink'
import { memorySource } from '../../../core/byte-source'
import { EncoderFailure } from '../../../core/encoder-failure'
import { detachedJob } from '../../../core/job'
import { MemoryPcmStore } from '../../../core/memory-pcm-store'
import { ALIGNMENT_FRAMES, lagOf, MOST_LAG_FRAMES } from '../../align'

/** Encoders put 576 to 2624 frames before the audio; looked for are none to twice what alignment looks for to one side. */
const MIDDLE_FRAMES = MOST_LAG_FRAMES
const PROBE_FRAMES = ALIGNMENT_FRAMES + MIDDLE_FRAMES
/** More than any encoder holds back, so that it never keeps a part of what was asked for. */
const TAIL_FRAMES = 8192
/** Correlation under which what came back is not what was sent. */
const LEAST_LIKENESS = 0.5

type Shape = Pick<AacOptions, 'sampleRate' | 'channelCount' | 'bitrateKbps'>

/**
 * The system's own AAC encoder. Nobody tells how much it puts before the audio, so a short noise is encoded, decoded by the way that
 * every file is opened by, and looked for. Rejects with an `EncoderFailure` where there is no such encoder, or it cannot be trusted.
 */
export const systemEncoder = async (shape: Shape, services: WriteServices): Promise<AacEncoder> => {
  const { openSystemAac } = services
  if (!openSystemAac) throw new EncoderFailure('there is none here')
  const bare = { primingFrames: 0, tailFrames: TAIL_FRAMES, open: openSystemAac }
  return { ...bare, primingFrames: await primingOf(bare, shape, services) }
}

const primingOf = async (
  encoder: AacEncoder,
  { sampleRate, channelCount, bitrateKbps }: Shape,
  { kernels, timeout, ...services }: WriteServices,
): Promise<number> => {
  const sent = probe(PROBE_FRAMES)
  const sink = memorySink()
  const options = { sampleRate, channelCount, bitrateKbps, lengthFrames: PROBE_FRAMES, encoder }
  const writer = await aacWriter(options, { ...services, kernels, timeout, sink })
  try {
    const block = Array.from({ length: channelCount }, () => sent)
    await writer.write(block, PROBE_FRAMES)
  } catch (cause) {
    writer.release()
    throw cause
  }
  await writer.finish()
  const opened = await openAudio(memorySource(sink.bytes(), 'probe.m4a'), {
    kernels,
    timeout,
    job: detachedJob,
    newStore: (rate, channels) => new MemoryPcmStore(rate, channels, false),
  })
  if (!opened.ok) throw new EncoderFailure('what it wrote cannot be opened here')
  const { store } = opened.value
  const back = Array.from({ length: store.channelCount }, () => new Float32Array(PROBE_FRAMES))
  store.read(0, back, PROBE_FRAMES)
  store.release()
  const late = back[0] ?? new Float32Array(PROBE_FRAMES)
  const primingFrames = MIDDLE_FRAMES + lagOf(sent, late.subarray(MIDDLE_FRAMES))
  if (likeness(sent, late, primingFrames) < LEAST_LIKENESS)
    throw new EncoderFailure('what it wrote is not what it was given')
  return primingFrames
}

/** Seeded noise, low-passed so that every bit rate keeps its shape. */
const probe = (frames: number): Float32Array => {
  let seed = 1
  let state = 0
  return Float32Array.from({ length: frames }, () => {
    // The generator of Numerical Recipes, of which the high bits are good.
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0
    state += 0.2 * (seed / 2 ** 31 - state)
    return state
  })
}

const likeness = (sent: Float32Array, late: Float32Array, lag: number): number => {
  let [both, one, other] = [0, 0, 0]
  for (let i = 0; i + lag < late.length; i++) {
    const [a, b] = [sent[i] ?? 0, late[i + lag] ?? 0]
    both += a * b
    one += a * a
    other += b * b
  }
  return one > 0 && other > 0 ? both / Math.sqrt(one * other) : 0
}
