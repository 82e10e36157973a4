/** ISO 226:2003, table 1: third octaves from 20 Hz to 12.5 kHz. */
export const ISO_226_HZ = [
  20, 25, 31.5, 40, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600,
  2000, 2500, 3150, 4000, 5000, 6300, 8000, 10_000, 12_500,
] as const

const EXPONENTS = [
  0.532, 0.506, 0.48, 0.455, 0.432, 0.409, 0.387, 0.367, 0.349, 0.33, 0.315, 0.301, 0.288, 0.276,
  0.267, 0.259, 0.253, 0.25, 0.246, 0.244, 0.243, 0.243, 0.243, 0.242, 0.242, 0.245, 0.254, 0.271,
  0.301,
]

const TRANSFERS_DB = [
  -31.6, -27.2, -23, -19.1, -15.9, -13, -10.3, -8.1, -6.2, -4.5, -3.1, -2, -1.1, -0.4, 0, 0.3, 0.5,
  0, -2.7, -4.1, -1, 1.7, 2.5, 1.2, -2.1, -7.1, -11.2, -10.7, -3.1,
]

const THRESHOLDS_DB = [
  78.5, 68.7, 59.5, 51.1, 44, 37.5, 31.5, 26.5, 22.1, 17.9, 14.4, 11.4, 8.6, 6.2, 4.4, 3, 2.2, 2.4,
  3.5, 1.7, -1.3, -4.2, -6, -5.4, -1.5, 6, 12.6, 13.9, 12.3,
]

/** Sound pressure levels, dB, that are as loud as `phon` at 1 kHz (ISO 226:2003, equation 1). */
export const equalLoudnessSpl = (phon: number): readonly number[] =>
  EXPONENTS.map((exponent, band) => {
    const transfer = TRANSFERS_DB[band] ?? 0
    const threshold = THRESHOLDS_DB[band] ?? 0
    const a =
      4.47e-3 * (10 ** (0.025 * phon) - 1.15) +
      (0.4 * 10 ** ((threshold + transfer) / 10 - 9)) ** exponent
    return (10 / exponent) * Math.log10(a) - transfer + 94
  })
