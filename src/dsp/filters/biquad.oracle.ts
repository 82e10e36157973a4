import type { LanePair } from './biquad'
import type { Biquad } from './section'

/** One section over float64 samples: y = b0·x + s, s' = (c·x + t) − a1·s, t' = d·x − a2·s. */
export const filterOracle = ({ b0, b1, b2, a1, a2 }: Biquad, input: Float64Array): Float64Array => {
  const c = b1 - a1 * b0
  const d = b2 - a2 * b0
  let s = 0
  let t = 0
  return input.map((x) => {
    const y = b0 * x + s
    const next = c * x + t - a1 * s
    t = d * x - a2 * s
    s = next
    return y
  })
}

/** A cascade over planar float32, each lane on its own, mid/side encoded in float64. */
export const cascadeOracle = (
  sections: readonly LanePair[],
  input: readonly Float32Array[],
  midSide: boolean,
): readonly Float32Array[] => {
  let lanes: readonly Float64Array[] = input.map((channel) => Float64Array.from(channel))
  const [left, right] = lanes
  if (midSide && left && right)
    lanes = [
      left.map((l, i) => (l + (right[i] ?? 0)) * 0.5),
      left.map((l, i) => (l - (right[i] ?? 0)) * 0.5),
    ]
  const filtered = lanes.map((lane, index) =>
    sections.reduce(
      (signal: Float64Array, { first, second }) =>
        filterOracle(index === 0 ? first : second, signal),
      lane,
    ),
  )
  const [mid, side] = filtered
  if (!midSide || !mid || !side) return filtered.map((lane) => Float32Array.from(lane))
  return [
    Float32Array.from(mid, (m, i) => m + (side[i] ?? 0)),
    Float32Array.from(mid, (m, i) => m - (side[i] ?? 0)),
  ]
}
