// Four lanes of float32 brought together in one.

/** The least lane. */
export function leastLane(x: v128): f32 {
  const y = f32x4.pmin(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1))
  return min<f32>(f32x4.extract_lane(y, 0), f32x4.extract_lane(y, 1))
}

/** The largest lane. */
export function largestLane(x: v128): f32 {
  const y = f32x4.pmax(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1))
  return max<f32>(f32x4.extract_lane(y, 0), f32x4.extract_lane(y, 1))
}

/** The sum of all lanes: (0 + 2) + (1 + 3). */
export function sumOfLanes(x: v128): f32 {
  const y = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1))
  return f32x4.extract_lane(y, 0) + f32x4.extract_lane(y, 1)
}
