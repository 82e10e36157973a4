// The gain that each frame of a channel needs, and what both channels have of it.

/**
 * Gain that brings each frame's peak to the ceiling: q = min(1, ceiling ÷ peak), linked as
 * own q − link·(own q − smallest q). Whole groups of four. Peaks at or under the ceiling need not
 * be exact (the exact skip), since only q is used.
 */
export function requiredGain(
  own: usize,
  other: usize,
  dst: usize,
  frames: i32,
  link: f32,
  ceiling: f32,
): void {
  const end = (<usize>frames) << 2
  const one = f32x4.splat(1)
  const c = f32x4.splat(ceiling)
  if (link === 1) {
    // One division: the larger peak needs the smaller gain.
    for (let i: usize = 0; i < end; i += 16) {
      const most = f32x4.pmax(v128.load(own + i), v128.load(other + i))
      v128.store(dst + i, f32x4.pmin(one, f32x4.div(c, most)))
    }
    return
  }
  for (let i: usize = 0; i < end; i += 16) {
    const mine = f32x4.pmin(one, f32x4.div(c, v128.load(own + i)))
    const lowest = f32x4.pmin(mine, f32x4.div(c, v128.load(other + i)))
    v128.store(dst + i, linked(mine, lowest, link))
  }
}

/** dst = own − link·(own − the smaller of both). Whole groups of four. */
export function linkedGains(own: usize, other: usize, dst: usize, frames: i32, link: f32): void {
  const end = (<usize>frames) << 2
  for (let i: usize = 0; i < end; i += 16) {
    const mine = v128.load(own + i)
    const lowest = f32x4.pmin(mine, v128.load(other + i))
    v128.store(dst + i, linked(mine, lowest, link))
  }
}

/** dst[i] = the larger of both. Whole groups of four. */
export function largerGains(dst: usize, other: usize, frames: i32): void {
  const end = (<usize>frames) << 2
  for (let i: usize = 0; i < end; i += 16)
    v128.store(dst + i, f32x4.pmax(v128.load(dst + i), v128.load(other + i)))
}

/** mine − link·(mine − lowest), and exactly the lowest where link is 1. */
function linked(mine: v128, lowest: v128, link: f32): v128 {
  if (link === 1) return lowest
  return f32x4.sub(mine, f32x4.mul(f32x4.sub(mine, lowest), f32x4.splat(link)))
}
