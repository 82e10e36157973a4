import { random } from '../../bench/support/random.mjs'
import type { Source } from '../../bench/support/wav.mjs'

/** A sine of `amplitude`; the right channel lags by a tenth of a cycle. */
export const sine =
  (freqHz: number, amplitude: number, sampleRate = 48_000): Source =>
  (frame, channel) =>
    amplitude * Math.sin(2 * Math.PI * ((freqHz * frame) / sampleRate - channel / 10))

export const silence: Source = () => 0

/** The same value on every channel. */
export const constant =
  (value: number): Source =>
  () =>
    value

/** Decorrelated noise, uniform in ±amplitude; ask for frames in order. */
export const noise = (amplitude: number, seed = 1): Source => {
  const next = random(seed)
  return () => amplitude * (2 * next() - 1)
}

/** `source` with every sample beyond ±limit cut off. */
export const clipped =
  (source: Source, limit = 1): Source =>
  (frame, channel) =>
    Math.max(-limit, Math.min(limit, source(frame, channel)))

/** `source` with `value` at every `every`-th frame. */
export const sprinkled =
  (source: Source, value: number, every: number): Source =>
  (frame, channel) =>
    frame % every === every - 1 ? value : source(frame, channel)
