import { log10 } from '../dsp/elementary'

/** Decibels of an amplitude with the same bits in every engine; 0 gives −Infinity. */
export const exactAmplitudeToDb = (amplitude: number): number => 20 * log10(amplitude)
