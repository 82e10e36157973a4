import { expect } from 'vitest'

/** Compares bit patterns, so that −0 differs from 0 and NaN equals itself. */
export const expectSameBits = (
  actual: readonly Float32Array[],
  expected: readonly Float32Array[],
  what: string,
): void => {
  const bits = (channels: readonly Float32Array[]) =>
    channels.map((channel) => new Int32Array(channel.buffer, channel.byteOffset, channel.length))
  const theirs = bits(expected)
  for (const [channel, ours] of bits(actual).entries()) {
    const at = ours.findIndex((value, frame) => value !== theirs[channel]?.[frame])
    expect(at, `${what}: channel ${channel} differs from this frame on`).toBe(-1)
  }
}
