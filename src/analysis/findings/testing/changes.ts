import type { Biquad } from '../../../dsp/filters/section'
import { directForm } from '../../../dsp/testing/direct-form'
import type { Audio } from '../../damage/testing/audio'
import { applyFault, type FaultOp } from '../../testing/fault-operations'
import { BED_RATE } from './bed-rate'

/** What is done to a bed. */
export type Change = (audio: Audio) => Audio
/** Mild, middle, strong. */
export type Three<T> = readonly [T, T, T]

/** One change at three values. */
export const three = <T>(values: Three<T>, change: (value: T) => Change): Three<Change> => [
  change(values[0]),
  change(values[1]),
  change(values[2]),
]
/** Operations one after the other. */
export const ops =
  (...list: readonly FaultOp[]): Change =>
  (audio) =>
    list.reduce((made, op) => applyFault(made, op, BED_RATE), audio)
/** The same to both channels. */
export const each =
  (change: (x: Float64Array, channel: number) => Float64Array): Change =>
  ([left, right]) => [change(left, 0), change(right, 1)]
/** Through one section. */
export const filtered = (x: Float64Array, section: Biquad): Float64Array =>
  directForm(x, x.length, section)
/** Both channels through one section. */
export const equalised = (section: Biquad): Change => each((x) => filtered(x, section))

/** Largest |x|. */
export const peakOf = ([left, right]: Audio): number =>
  Math.max(...[left, right].map((x) => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0)))
/** Something at a level beside the bed's own peak, dB. */
export const besidePeak =
  (change: (peakDb: number) => FaultOp): Change =>
  (audio) =>
    applyFault(audio, change(20 * Math.log10(peakOf(audio))), BED_RATE)
/** Up or down until the peak lies here, dBFS. */
export const toPeak =
  (db: number): Change =>
  (audio) =>
    applyFault(audio, { op: 'gain', dB: db - 20 * Math.log10(peakOf(audio)) }, BED_RATE)
/** One change after the other. */
export const inTurn =
  (...changes: readonly Change[]): Change =>
  (audio) =>
    changes.reduce((made, change) => change(made), audio)
