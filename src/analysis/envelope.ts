/**
 * What the solver knows of audio: about a thousand values a second instead of the audio itself.
 * Hop k covers frames [k · hopFrames, (k + 1) · hopFrames); the last one may be short.
 */
export interface Envelope {
  /** Hz */
  readonly sampleRate: number
  readonly lengthFrames: number
  readonly hopFrames: number
  /** Σ over channels and frames of the K-weighted signal squared. */
  readonly energy: Float32Array
  /** Linear true peak of any channel, by the interpolator of the limiter's detector (8 × 64). */
  readonly peak: Float32Array
}

/** A peak is noted within so many frames of where it is: the run that the true-peak kernel takes. */
export const PEAK_BLUR_FRAMES = 32
/** BS.1770-5: gating blocks advance by 100 ms and last four such steps. */
const STEP_SECONDS = 0.1
export const STEPS_PER_BLOCK = 4
/** Hops may be this much shorter or longer than 1 ms so that they fill a step exactly. */
const HOP_SLACK = 0.3

/** Frames of the gating step. */
export const stepFrames = (sampleRate: number): number => Math.round(sampleRate * STEP_SECONDS)

/** The divisor of a gating step that is nearest to 1 ms; 1 ms itself where there is none near. */
export const hopFrames = (sampleRate: number): number => {
  const step = stepFrames(sampleRate)
  const wanted = Math.max(1, Math.round(sampleRate / 1000))
  for (let off = 0; off <= wanted * HOP_SLACK; off++) {
    if (step % (wanted + off) === 0) return wanted + off
    if (step % (wanted - off) === 0) return wanted - off
  }
  return wanted
}
