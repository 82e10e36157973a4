/**
 * Frames in one processing block at most, and the grid that blocks never cross. PCM is planar float32 at its
 * own sample rate, full scale = ±1; its home is a {@link ./pcm-store PcmStore}. Measured flat from 1024 up.
 */
export const BLOCK_FRAMES = 4096

/** The channels that a chain works on: one, or two. */
export const monoOrStereo = (channelCount: number): 1 | 2 => (channelCount === 1 ? 1 : 2)
