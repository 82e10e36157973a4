// Which points of a wave at four times the rate are held to a ceiling.

/** A point stands for this many on either side of it, too: two tops are never as near. */
const COVERED: i32 = 2
const ABOVE: u8 = 1
const BELOW: u8 = 2
const STOOD_FOR: u8 = 3

/**
 * Marks (1 above, 2 below) the tops of every run beyond ±limit, and points every `spacing` where a run is long; none that a mark
 * stands for. `marks`: `points` + 16 bytes. Returns whether there are new ones.
 */
export function markPeaks(u: usize, points: i32, limit: f32, spacing: i32, marks: usize): bool {
  const bound = f32x4.splat(limit)
  let found = false
  let last = 0
  let end = -1
  for (let g = 0; g < points; g += 16) {
    const p = u + ((<usize>g) << 2)
    const most = f32x4.pmax(
      f32x4.pmax(f32x4.abs(v128.load(p)), f32x4.abs(v128.load(p, 16))),
      f32x4.pmax(f32x4.abs(v128.load(p, 32)), f32x4.abs(v128.load(p, 48))),
    )
    if (!v128.any_true(f32x4.gt(most, bound))) continue
    for (let t = g; t < g + 16; t++) {
      const at = u + ((<usize>t) << 2)
      const here = abs(load<f32>(at))
      if (here <= limit) continue
      if (end < t) last = t
      end = t + 1
      const isTop = here >= abs(load<f32>(at - 4)) && here >= abs(load<f32>(at + 4))
      if (!isTop && t - last < spacing) continue
      last = t
      if (load<u8>(marks + <usize>t) !== 0) continue
      mark(marks, t, load<f32>(at) > 0 ? ABOVE : BELOW)
      found = true
    }
  }
  return found
}

function mark(marks: usize, t: i32, side: u8): void {
  for (let near = max(0, t - COVERED); near <= t + COVERED; near++) {
    const slot = marks + <usize>near
    if (load<u8>(slot) === 0) store<u8>(slot, STOOD_FOR)
  }
  store<u8>(marks + <usize>t, side)
}

/** The marked points in ascending order; returns their number. */
export function listMarks(points: i32, marks: usize, places: usize): i32 {
  let count = 0
  for (let g = 0; g < points; g += 16) {
    if (!v128.any_true(v128.load(marks + <usize>g))) continue
    for (let t = g; t < g + 16; t++) {
      const side = load<u8>(marks + <usize>t)
      if (side !== ABOVE && side !== BELOW) continue
      store<i32>(places + ((<usize>count) << 2), t)
      count++
    }
  }
  return count
}

/** How far the wave stands over `ceiling` where a mark is, on its side: the largest of the points it stands for, or between them. */
export function excessAt(u: usize, t: i32, sign: f32, ceiling: f32): f32 {
  let top = u + ((<usize>t) << 2)
  let value = sign * load<f32>(top)
  const start = u + ((<usize>t) << 2)
  for (let d = -COVERED; d <= COVERED; d++) {
    const at = start + ((<usize>d) << 2)
    const here = sign * load<f32>(at)
    if (here <= value) continue
    value = here
    top = at
  }
  const before = sign * load<f32>(top - 4)
  const after = sign * load<f32>(top + 4)
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
