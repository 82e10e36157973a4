import { random } from '../../bench/support/random.mjs'
import type { Source } from '../../bench/support/wav.mjs'

export const HEALTHY_RATE = 48_000
export const HEALTHY_SECONDS = 24

/** Noise with the spectrum of music, louder and quieter parts, and a beginning and an end. Ask for frames in order. */
export const healthy = (): Source => {
  const next = [random(1), random(2), random(3)] as const
  const filters = next.map(() => ({ pink: [0, 0, 0], dull: 0, bass: [0, 0] }))
  const voice = (n: number): number => {
    const [filter, white] = [filters[n], 2 * (next[n]?.() ?? 0) - 1]
    if (!filter) return 0
    // Pink: P. Kellet's three poles. Then −6 dB an octave from 2.5 kHz on, and nothing below 40 Hz.
    const [a = 0, b = 0, c = 0] = filter.pink
    filter.pink = [
      0.99765 * a + 0.099 * white,
      0.963 * b + 0.2965 * white,
      0.57 * c + 1.0527 * white,
    ]
    const pink = filter.pink.reduce((sum, pole) => sum + pole, 0.1848 * white)
    filter.dull += 0.28 * (pink - filter.dull)
    let rest = filter.dull
    filter.bass = filter.bass.map((pole) => {
      const moved = pole + 0.0052 * (rest - pole)
      rest -= moved
      return moved
    })
    return rest
  }
  let shared = 0
  return (frame, channel) => {
    if (channel === 0) shared = voice(2)
    const second = frame / HEALTHY_RATE
    const edge = Math.max(0, Math.min(1, second - 0.2, HEALTHY_SECONDS - 0.3 - second))
    const part = [0.4, 1, 0.6][Math.floor(second / 8)] ?? 0
    return 0.035 * part * edge ** 2 * (shared + 0.5 * voice(channel))
  }
}
