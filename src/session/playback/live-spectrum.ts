import { type BandGrid, bandReader } from '../../analysis/spectrum'
import { SPECTRUM_SIZE } from '../../monitor/protocol/meter-frame'

/** Equivalent noise bandwidth of a Hann window, bins. */
const HANN_BANDWIDTH = 1.5

/**
 * Bands of a live spectrum, on the same level as the average ones. `spectrumDb` holds the levels of
 * sines in their bins, as a meter frame has them. One reader per plot: its memory is reused.
 */
export const createLiveSpectrum = (): ((
  spectrumDb: Float32Array,
  sampleRate: number,
  grid: BandGrid,
  into: Float32Array,
) => void) => {
  const power = new Float64Array(SPECTRUM_SIZE / 2 + 1)
  return (spectrumDb, sampleRate, grid, into) => {
    for (let k = 0; k < power.length; k++)
      power[k] = 10 ** ((spectrumDb[k] ?? Number.NEGATIVE_INFINITY) / 10) / 2 / HANN_BANDWIDTH
    bandReader(power, sampleRate / SPECTRUM_SIZE)(grid, into)
  }
}
