import { nodeKernels } from '../../../hosts/node/node-kernels'
import { METER_SHAPE } from '../../resampling/interpolator'
import { seededNoise } from '../../testing/seeded-noise'
import { TruePeakLimiter } from '../limiter'
import type { LimiterParams } from '../limiter-timing'

export const kernels = nodeKernels()
/** −1 dBTP less the internal margin of 0.05 dB (sources: limiter). */
export const CEILING = 10 ** (-1.05 / 20)
export const PARAMS: LimiterParams = {
  ceiling: CEILING,
  attackMs: 4,
  holdMs: 12,
  releaseMs: 120,
  slow: { chargeMs: 250, releaseMs: 720 },
  link: 1,
}
export const QUICK: LimiterParams = {
  ...PARAMS,
  slow: { chargeMs: 250, releaseMs: 420, mostDb: 3 },
  quick: { holdMs: 2, releaseMs: 30 },
}
export const FIXED: LimiterParams = {
  ceiling: CEILING,
  attackMs: 4,
  holdMs: 12,
  releaseMs: 120,
  link: 1,
}

export const generate = (frames: number, at: (n: number) => number): Float32Array =>
  Float32Array.from({ length: frames }, (_, n) => at(n))

/**
 * Bass, a chord, and a drum of band-limited noise four times a second, at about +6 dBFS. The noise
 * passes four averages over 3 frames, so that little is left near half the rate, as in music.
 */
export const music = (sampleRate: number, seconds: number, seed: number): Float32Array => {
  const next = seededNoise(seed)
  const frames = Math.round(sampleRate * seconds)
  let hits = generate(frames, (n) => next() * Math.exp(-((n / sampleRate) % 0.25) / 0.03))
  for (let pass = 0; pass < 4; pass++) {
    const x = hits
    hits = generate(frames, (n) => ((x[n - 1] ?? 0) + (x[n] ?? 0) + (x[n + 1] ?? 0)) / 3)
  }
  const tone = (n: number, hz: number) => Math.sin((2 * Math.PI * hz * n) / sampleRate + seed)
  return generate(
    frames,
    (n) =>
      0.7 * tone(n, 55) +
      0.3 * (tone(n, 440) + tone(n, 557) + tone(n, 3301)) +
      0.1 * tone(n, 9001) +
      2 * (hits[n] ?? 0),
  )
}

/** Faded at both ends over 10 ms: a hard start or stop has content up to half the rate. */
export const sine = (
  sampleRate: number,
  seconds: number,
  hz: number,
  amplitude: number,
  phase = 0,
): Float32Array => {
  const frames = Math.round(sampleRate * seconds)
  const fade = 0.01 * sampleRate
  return generate(
    frames,
    (n) =>
      Math.min(1, n / fade, (frames - n) / fade) *
      amplitude *
      Math.sin((2 * Math.PI * hz * n) / sampleRate + phase),
  )
}

/** Through one limiter, latency left in; `lowest`: the smallest gain. */
export const limit = (
  input: readonly Float32Array[],
  params: LimiterParams,
  sampleRate: number,
  { blockFrames = 4096, shape = METER_SHAPE } = {},
): { readonly output: Float32Array[]; readonly lowest: number } => {
  const channels = input.length === 1 ? 1 : 2
  const limiter = new TruePeakLimiter(kernels, params, sampleRate, channels, shape)
  const scope = kernels.scope()
  const audio = input.map(() => scope.f32(4096))
  const output = input.map((x) => new Float32Array(x.length))
  let lowest = 1
  for (let at = 0; at < (input[0]?.length ?? 0); at += blockFrames) {
    const frames = Math.min(blockFrames, (input[0]?.length ?? 0) - at)
    audio.forEach(({ view }, c) => {
      view.set(input[c]?.subarray(at, at + frames) ?? [])
    })
    lowest = Math.min(
      lowest,
      limiter.process(
        audio.map(({ pointer }) => pointer),
        frames,
      ),
    )
    audio.forEach(({ view }, c) => {
      output[c]?.set(view.subarray(0, frames), at)
    })
  }
  limiter.dispose()
  scope.release()
  return { output, lowest }
}
