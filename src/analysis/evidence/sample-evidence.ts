import { joinedBytes, joinedDoubles, joinedFloats } from '../../core/joined'
import type { BlockLevels } from './blocks'

/** Flat tops, in order of time. */
export interface Plateaus {
  readonly frames: Float64Array
  /** Signed, linear. */
  readonly values: Float32Array
  readonly channels: Uint8Array
}

/** A run of exact zeros in one channel. */
export interface ZeroRun {
  readonly channel: number
  readonly startFrame: number
  readonly endFrame: number
  /** Largest |x| right ahead of it and right behind. */
  readonly before: number
  readonly after: number
}

/** What the samples of a stretch tell. Plain data. */
export interface SampleEvidence {
  /** Of 50 ms each. */
  readonly blocks: BlockLevels
  /** Flat tops of equal samples, and of samples that are equal but for dither at 16 bits. */
  readonly exact: Plateaus
  readonly dithered: Plateaus
  /** First frames of the blocks in which a peak lies over full scale, also between samples. */
  readonly overs: Float64Array
  /** In order of their ends; one that begins the track is among them, one that ends it is not. */
  readonly zeroRuns: readonly ZeroRun[]
  /** Bits set in any |sample| · 2^23. */
  readonly bits: number
  /** Every sample is a whole number of 24-bit steps. */
  readonly isWhole: boolean
}

/** The same of a whole track, from that of its segments in order. */
export const joinSamples = (parts: readonly SampleEvidence[]): SampleEvidence => {
  return {
    blocks: { values: joinedFloats(parts.map(({ blocks }) => blocks.values)) },
    exact: joinPlateaus(parts.map(({ exact }) => exact)),
    dithered: joinPlateaus(parts.map(({ dithered }) => dithered)),
    overs: joinedDoubles(parts.map(({ overs }) => overs)),
    zeroRuns: parts.flatMap(({ zeroRuns }) => zeroRuns),
    bits: parts.reduce((all, { bits }) => all | bits, 0),
    isWhole: parts.every(({ isWhole }) => isWhole),
  }
}

const joinPlateaus = (parts: readonly Plateaus[]): Plateaus => ({
  frames: joinedDoubles(parts.map(({ frames }) => frames)),
  values: joinedFloats(parts.map(({ values }) => values)),
  channels: joinedBytes(parts.map(({ channels }) => channels)),
})
