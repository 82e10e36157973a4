// Which points of a wave at four times the rate are held to a ceiling.

const ABOVE: u8 = 1
const BELOW: u8 = 2

/**
 * Marks (1 above, 2 below) the tops of every run beyond ±limit, and points every `spacing` where a run is long. `marks`:
 * `points` + 16 bytes. Returns whether there are new ones.
 */
export function markPeaks(u: usize, points: i32, limit: f32, spacing: i32, marks: usize): bool {
  const bound = f32x4.splat(limit)
  let found = false
  let last = 0
  let end = -1
  for (let t = 0; t < points; t += 4) {
    const p = u + ((<usize>t) << 2)
    const here = f32x4.abs(v128.load(p))
    let over = i32x4.bitmask(f32x4.gt(here, bound))
    if (over === 0) continue
    const before = f32x4.abs(v128.load(p - 4))
    const after = f32x4.abs(v128.load(p + 4))
    const isHead = (over & (over + 1)) === 0
    const tops = i32x4.bitmask(v128.and(f32x4.ge(here, before), f32x4.ge(here, after)))
    if ((over & tops) === 0 && isHead && end === t && t + 3 - last < spacing) {
      end += popcnt(over)
      continue
    }
    for (; over !== 0; over &= over - 1) {
      const place = ctz(over)
      const at = t + place
      if (end !== at) last = at
      end = at + 1
      const isTop = ((tops >> place) & 1) === 1
      if (!isTop && at - last < spacing) continue
      last = at
      if (load<u8>(marks + <usize>at) !== 0) continue
      store<u8>(marks + <usize>at, load<f32>(u + ((<usize>at) << 2)) > 0 ? ABOVE : BELOW)
      found = true
    }
  }
  return found
}

/** The marked points in ascending order; returns their number. */
export function listMarks(points: i32, marks: usize, places: usize): i32 {
  const none = i8x16.splat(0)
  let count = 0
  for (let g = 0; g < points; g += 16) {
    let marked = i8x16.bitmask(i8x16.ne(v128.load(marks + <usize>g), none))
    for (; marked !== 0; marked &= marked - 1) {
      store<i32>(places + ((<usize>count) << 2), g + ctz(marked))
      count++
    }
  }
  return count
}

/** How far the wave stands over `ceiling` at t, on the side of `sign`; at a top, what it reaches between the points. */
export function excessAt(u: usize, t: i32, sign: f32, ceiling: f32): f32 {
  const at = u + ((<usize>t) << 2)
  const before = sign * load<f32>(at - 4)
  const after = sign * load<f32>(at + 4)
  let value = sign * load<f32>(at)
  if (value >= before && value >= after) {
    const bend = before + after - 2 * value
    if (bend < 0) value -= ((before - after) * (before - after)) / (8 * bend)
  }
  return value - ceiling
}

/** No point is beyond ±limit. */
export function isUnder(u: usize, points: i32, limit: f32): bool {
  const bound = f32x4.splat(limit)
  const end = u + ((<usize>points) << 2)
  for (let p = u; p < end; p += 64) {
    const most = f32x4.pmax(
      f32x4.pmax(f32x4.abs(v128.load(p)), f32x4.abs(v128.load(p, 16))),
      f32x4.pmax(f32x4.abs(v128.load(p, 32)), f32x4.abs(v128.load(p, 48))),
    )
    if (v128.any_true(f32x4.gt(most, bound))) return false
  }
  return true
}
