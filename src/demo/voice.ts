import { exp } from '../dsp/elementary'

/** Where voices are laid: two channels, what goes to the ambience, and the dip that the kick makes. */
export interface Buses {
  readonly left: Float32Array
  readonly right: Float32Array
  readonly send: Float32Array
  /** Gain per frame that leaves the kick room. */
  readonly duck: Float32Array
}

export interface Voice {
  /** Adds frames [from, to) of the buses; false once the sound has died away. */
  render(buses: Buses, from: number, to: number): boolean
}

/** Approach per frame towards a target with this time constant. */
export const approach = (seconds: number, sampleRate: number): number =>
  1 - exp(-1 / (seconds * sampleRate))

/** A voice below this level has died away. */
export const SILENT = 1e-4
