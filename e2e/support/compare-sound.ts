import { expect } from './test'

export type Channels = readonly Float32Array[]

export const largest = (count: number, difference: (i: number) => number): number => {
  let worst = 0
  for (let i = 0; i < count; i++) worst = Math.max(worst, Math.abs(difference(i)))
  return worst
}

/** Frame of the recording at which the track began: its first sample is not zero. */
export const startOf = ([left]: Channels): number => {
  const start = left?.findIndex((sample) => sample !== 0) ?? -1
  expect(start, 'something was heard').toBeGreaterThanOrEqual(0)
  return start
}

export const at = (signal: Channels, channel: number, frame: number): number =>
  signal[channel]?.[frame] ?? 0

/** The gain by which `heard` is nearest to `signal`. */
export const gainOf = (heard: Float32Array, signal: Float32Array): number => {
  let [both, own] = [0, 0]
  for (const [i, sample] of signal.entries()) {
    both += sample * (heard[i] ?? 0)
    own += sample * sample
  }
  return both / own
}
