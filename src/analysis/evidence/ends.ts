import type { PcmReader } from '../../core/pcm-store'

/** Largest |x| of a channel between two frames; nothing lies outside of the track. */
export type PeakIn = (channel: number, from: number, to: number) => number

/** For short stretches here and there. */
export const peakReader = (reader: PcmReader): PeakIn => {
  const longest = Math.ceil(reader.sampleRate * NEAR_SECONDS) + 64
  const block = Array.from({ length: reader.channelCount }, () => new Float32Array(longest))
  return (channel, from, to) => {
    const start = Math.max(0, from)
    const frames = reader.read(start, block, Math.min(longest, Math.max(0, to - start)))
    const samples = block[channel]?.subarray(0, frames) ?? new Float32Array(0)
    return samples.reduce((most: number, x: number) => Math.max(most, Math.abs(x)), 0)
  }
}

/** So short that a slow tone which ends at zero has hardly begun. */
const EDGE_SECONDS = 0.0001
const NEAR_SECONDS = 0.02

/** Frames that count as the very end of a track. */
export const edgeFrames = (sampleRate: number): number =>
  Math.max(1, Math.round(EDGE_SECONDS * sampleRate))

/** Largest |x| at the very end of a track, and a little further in. */
export interface End {
  readonly edge: number
  readonly near: number
}

export interface Ends {
  readonly head: End
  readonly tail: End
}

export const NO_ENDS: Ends = { head: { edge: 0, near: 0 }, tail: { edge: 0, near: 0 } }

/** How a track begins and ends. */
export const endsOf = (
  { sampleRate, lengthFrames, channelCount }: PcmReader,
  peakIn: PeakIn,
): Ends => {
  const most = (from: number, to: number): number =>
    Math.max(...Array.from({ length: channelCount }, (_, channel) => peakIn(channel, from, to)))
  const edge = edgeFrames(sampleRate)
  const near = Math.round(NEAR_SECONDS * sampleRate)
  return {
    head: { edge: most(0, edge), near: most(0, near) },
    tail: {
      edge: most(lengthFrames - edge, lengthFrames),
      near: most(lengthFrames - near, lengthFrames),
    },
  }
}
