/** Squared amplitude of the Fourier component at `hz` of audio at `sampleRate`, over whole periods. */
export const linePower = (y: Float32Array, hz: number, sampleRate: number): number => {
  let re = 0
  let im = 0
  y.forEach((value, n) => {
    re += value * Math.cos((2 * Math.PI * hz * n) / sampleRate)
    im += value * Math.sin((2 * Math.PI * hz * n) / sampleRate)
  })
  return (4 * (re * re + im * im)) / y.length ** 2
}
