import { registerAacEncoder } from '@mediabunny/aac-encoder'
import { describe, expect, it } from 'vitest'
import { openAudio } from '../../../codec/read/open'
import { hasCommand } from '../../../codec/testing/commands'
import type { PacketEncoder, PacketStream } from '../../../codec/write/audio-writer'
import { packetEncoder } from '../../../codec/write/packet-encoder'
import {
  programme,
  WRITE_SERVICES,
  writeForTest,
} from '../../../codec/write/testing/write-for-test'
import { memorySource } from '../../../core/byte-source'
import { EncoderFailure } from '../../../core/encoder-failure'
import { detachedJob } from '../../../core/job'
import { MemoryPcmStore } from '../../../core/memory-pcm-store'
import { decodeAacByFfmpeg } from '../../../hosts/node/ffmpeg-aac'
import { codec } from './codec'
import { systemEncoder } from './system-encoder'

decodeAacByFfmpeg()
/** What FFmpeg's encoder puts before the audio by itself. */
const OWN_PRIMING_FRAMES = 1024
const FRAMES = 30_011
const SPEC = {
  sampleRate: 44_100,
  channelCount: 2,
  lengthFrames: FRAMES,
  depth: '24',
  quality: '256',
  bySystem: true,
  dither: 'none',
} as const

/** Another encoder: FFmpeg's behind `delayFrames` of silence, which nobody is told of. */
const delayedBy =
  (delayFrames: number) =>
  async (stream: PacketStream): Promise<PacketEncoder> => {
    registerAacEncoder()
    const encoder = await packetEncoder({ codec: 'aac', ...stream })
    if (delayFrames > 0)
      await encoder.encode(new Float32Array(delayFrames * stream.channelCount), delayFrames)
    return encoder
  }

const openForTest = async (bytes: Uint8Array): Promise<Float32Array> => {
  const opened = await openAudio(memorySource(bytes, 'file.m4a'), {
    kernels: WRITE_SERVICES.kernels,
    timeout: WRITE_SERVICES.timeout,
    job: detachedJob,
    newStore: (rate, channels) => new MemoryPcmStore(rate, channels, false),
  })
  if (!opened.ok) throw new Error(opened.error.code)
  const { store } = opened.value
  const planes = Array.from({ length: 2 }, () => new Float32Array(store.lengthFrames))
  store.read(0, planes, store.lengthFrames)
  return planes[0] ?? new Float32Array(0)
}

describe.skipIf(!hasCommand('ffmpeg'))('a system’s own AAC encoder', () => {
  it.each([0, 1088, 1600])('with %i frames more ahead: same length, same place', async (delay) => {
    const planes = programme(FRAMES, 2)
    const openSystemAac = delayedBy(delay)
    const services = { ...WRITE_SERVICES, openSystemAac }
    const sink = { write: () => {}, overwrite: () => {} }
    const shape = { ...SPEC, bitrateKbps: 256 }
    const { primingFrames } = await systemEncoder(shape, { ...services, sink })
    expect(primingFrames).toBe(OWN_PRIMING_FRAMES + delay)
    const { bytes } = await writeForTest(planes, (own) =>
      codec.open(SPEC, { ...own, openSystemAac }),
    )
    const back = await openForTest(bytes)
    expect(back.length).toBe(FRAMES)
    const sent = planes[0] ?? back
    const product = (lag: number): number =>
      back.reduce((sum, x, i) => sum + x * (sent[i + lag] ?? 0), 0)
    expect(product(0)).toBeGreaterThan(Math.max(product(-1), product(1)))
  })

  it('that gives back something else is not trusted', async () => {
    const openSystemAac = async (stream: PacketStream): Promise<PacketEncoder> => {
      const encoder = await delayedBy(0)(stream)
      const silent = (data: { readonly length: number }, frames: number) =>
        encoder.encode(new Float32Array(data.length), frames)
      return { ...encoder, encode: silent }
    }
    const opening = writeForTest(programme(FRAMES, 2), (own) =>
      codec.open(SPEC, { ...own, openSystemAac }),
    )
    await expect(opening).rejects.toThrow(EncoderFailure)
  })
})

describe('a host without one', () => {
  it('says so, and writes by the built-in one where that is asked for', async () => {
    const planes = programme(3000, 2)
    const spec = { ...SPEC, lengthFrames: 3000 }
    const asked = writeForTest(planes, (own) => codec.open(spec, own))
    await expect(asked).rejects.toThrow('there is none here')
    const { bytes } = await writeForTest(planes, (own) =>
      codec.open({ ...spec, bySystem: false }, own),
    )
    expect(bytes.length).toBeGreaterThan(1000)
  })
})
