// Where audio lies on the grid of an integer format already, so that rounding takes nothing.

/** At most this is silence, −180 dBFS: what is left of a filter's tail, a hundredth of a 24-bit step. */
const SILENT: f32 = 9.313225746154785e-10

/**
 * Follows the runs of frames whose every sample is a multiple of 1 / scale (2^(bits − 1)) or silent. A run of at least `least`
 * frames that ends in this block is told at `runs` as three i32: the frame of the block where it ends, its length so far,
 * whether any of it sounds. Returns how many. `state`: i32 length of the run in hand, i32 whether it sounds. For a mono
 * signal `right` is `left`.
 */
export function gridRuns(
  left: usize,
  right: usize,
  frames: i32,
  scale: f32,
  least: i32,
  state: usize,
  runs: usize,
): i32 {
  const scale4 = f32x4.splat(scale)
  const silent4 = f32x4.splat(SILENT)
  let length = load<i32>(state)
  let sounds = load<i32>(state, 4)
  let told = 0
  for (let i = 0; i < frames; ) {
    const l = lanes(left, i, frames)
    const r = lanes(right, i, frames)
    const quiet = v128.and(f32x4.le(f32x4.abs(l), silent4), f32x4.le(f32x4.abs(r), silent4))
    const whole = v128.and(onGrid(l, scale4, silent4), onGrid(r, scale4, silent4))
    const end = min(i + 4, frames)
    if (i32x4.all_true(whole)) {
      length += end - i
      if (!i32x4.all_true(quiet)) sounds = 1
      i = end
      continue
    }
    let on = i32x4.bitmask(whole)
    let loud = ~i32x4.bitmask(quiet)
    for (; i < end; i++, on >>= 1, loud >>= 1) {
      if (on & 1) {
        length++
        sounds |= loud & 1
        continue
      }
      if (length >= least) {
        store<i32>(runs, i)
        store<i32>(runs, length, 4)
        store<i32>(runs, sounds, 8)
        runs += 12
        told++
      }
      length = 0
      sounds = 0
    }
  }
  store<i32>(state, length)
  store<i32>(state, sounds, 4)
  return told
}

/** Four samples from `i` on; zeros behind the end. */
function lanes(plane: usize, i: i32, frames: i32): v128 {
  const at = plane + ((<usize>i) << 2)
  if (i + 4 <= frames) return v128.load(at)
  const left = frames - i
  return f32x4(load<f32>(at), left > 1 ? load<f32>(at, 4) : 0, left > 2 ? load<f32>(at, 8) : 0, 0)
}

function onGrid(x: v128, scale: v128, silent: v128): v128 {
  const scaled = f32x4.mul(x, scale)
  return v128.or(f32x4.eq(scaled, f32x4.floor(scaled)), f32x4.le(f32x4.abs(x), silent))
}
