/** Decibels of an amplitude ratio; 0 gives −Infinity. */
export const amplitudeToDb = (amplitude: number): number => 20 * Math.log10(amplitude)

/** Amplitude ratio of decibels; −Infinity gives 0. */
export const dbToAmplitude = (db: number): number => 10 ** (db / 20)

/** Decibels of a power ratio; 0 gives −Infinity. */
export const powerToDb = (power: number): number => 10 * Math.log10(power)
