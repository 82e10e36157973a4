// Lanes of float32 brought together.

/** The least lane. */
export function leastLane(x: v128): f32 {
  const y = f32x4.pmin(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1))
  return f32x4.extract_lane(f32x4.pmin(y, v128.shuffle<f32>(y, y, 1, 0, 3, 2)), 0)
}

/** The largest lane in every lane. A largest of two floats by themselves would be a branch that goes either way. */
export function largestEverywhere(x: v128): v128 {
  const y = f32x4.pmax(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1))
  return f32x4.pmax(y, v128.shuffle<f32>(y, y, 1, 0, 3, 2))
}

/** The largest lane. */
export function largestLane(x: v128): f32 {
  return f32x4.extract_lane(largestEverywhere(x), 0)
}

/** The sum of all lanes: (0 + 2) + (1 + 3). */
export function sumOfLanes(x: v128): f32 {
  const y = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1))
  return f32x4.extract_lane(y, 0) + f32x4.extract_lane(y, 1)
}

/** Lanes of the largest |x| of 32 samples. */
export function mostOf32(x: usize): v128 {
  return f32x4.pmax(
    f32x4.pmax(
      f32x4.pmax(f32x4.abs(v128.load(x)), f32x4.abs(v128.load(x, 16))),
      f32x4.pmax(f32x4.abs(v128.load(x, 32)), f32x4.abs(v128.load(x, 48))),
    ),
    f32x4.pmax(
      f32x4.pmax(f32x4.abs(v128.load(x, 64)), f32x4.abs(v128.load(x, 80))),
      f32x4.pmax(f32x4.abs(v128.load(x, 96)), f32x4.abs(v128.load(x, 112))),
    ),
  )
}
