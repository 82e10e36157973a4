import { sin } from '../dsp/elementary'

const TABLE_SIZE = 2048
const SINE = Float64Array.from({ length: TABLE_SIZE + 1 }, (_, i) =>
  sin((2 * Math.PI * i) / TABLE_SIZE),
)

/** Sine of a phase in turns (any positive number). */
export const sineOf = (turns: number): number => {
  const place = (turns - Math.floor(turns)) * TABLE_SIZE
  const index = Math.floor(place)
  const below = SINE[index] ?? 0
  return below + (place - index) * ((SINE[index + 1] ?? 0) - below)
}
