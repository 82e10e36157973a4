import { createHash } from 'node:crypto'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { readEncoder } from '../../../hosts/node/read-encoder'
import { seededIntegers } from '../../testing/bytes'
import type { AudioWriter, WriteServices } from '../audio-writer'
import { memorySink } from '../memory-sink'

export const WRITE_SERVICES: Omit<WriteServices, 'sink'> = {
  kernels: nodeKernels(),
  timeout: (promise) => promise,
  loadEncoder: readEncoder,
}

/** A whole file of these planes, written in blocks of a prime length. */
export const writeForTest = async (
  planes: readonly Float32Array[],
  open: (services: WriteServices) => AudioWriter | Promise<AudioWriter>,
  blockFrames = 10_007,
): Promise<{ readonly bytes: Uint8Array; readonly clippedSamples: number }> => {
  const sink = memorySink()
  const writer = await open({ ...WRITE_SERVICES, sink })
  const lengthFrames = planes[0]?.length ?? 0
  for (let at = 0; at < lengthFrames; at += blockFrames) {
    const block = planes.map((plane) => plane.subarray(at, at + blockFrames))
    await writer.write(block, block[0]?.length ?? 0)
  }
  const { clippedSamples } = await writer.finish()
  return { bytes: sink.bytes(), clippedSamples }
}

/** Low-passed seeded noise under a slow envelope: all lengths, no silence, other in each channel. */
export const programme = (lengthFrames: number, channelCount: number, peak = 0.5): Float32Array[] =>
  Array.from({ length: channelCount }, (_, channel) => {
    const noise = seededIntegers(lengthFrames, 24, channel + 1)
    let state = 0
    return Float32Array.from(noise, (value, i) => {
      state += 0.1 * (value / 2 ** 23 - state)
      return state * peak * (1.5 + Math.sin(i / 9000))
    })
  })

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

/** Tones that every codec keeps at these rates, other phases in each channel, never the same twice. */
export const chord = (lengthFrames: number, channelCount: number): Float32Array[] =>
  Array.from({ length: channelCount }, (_, channel) =>
    Float32Array.from({ length: lengthFrames }, (_value, i) => {
      const sweep = 0.03 * i + 1.2e-7 * i * i
      return 0.2 * Math.sin(sweep + channel) + 0.1 * Math.sin(0.0917 * i) * Math.cos(i / 4000)
    }),
  )
