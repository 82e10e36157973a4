import { powerToDb } from '../../core/decibels'

/** BS.1770-5: loudness = −0.691 + power summed over the channels. */
const LOUDNESS_OFFSET_DB = -0.691

/** Mean-square level of one of `channelCount` equal channels, K-weighting aside: what a compressor's detector sees, dB. */
export const programmeDb = (integratedLufs: number, channelCount: number): number =>
  integratedLufs - LOUDNESS_OFFSET_DB - powerToDb(channelCount)
