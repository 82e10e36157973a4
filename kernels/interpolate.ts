// Folded interpolator rows (src/dsp/resampling/interpolator.ts) over four positions at once: the detector's and the
// meter's inner loop. Phases p and P − p are mirror images, so both come from one even and one odd sum:
// the larger of |E + O| and |E − O| is |E| + |O|.
// `first` and `last`: outermost samples of the first position; `half`: pairs of taps.

/** For four successive positions, the largest |value| over three pairs of phases and the middle one. */
export function between7(first: usize, last: usize, rows: usize, half: i32): v128 {
  let e1 = f32x4.splat(0)
  let o1 = f32x4.splat(0)
  let e2 = f32x4.splat(0)
  let o2 = f32x4.splat(0)
  let e3 = f32x4.splat(0)
  let o3 = f32x4.splat(0)
  let e4 = f32x4.splat(0)
  for (let j = 0; j < half; j++) {
    const a = v128.load(first)
    const b = v128.load(last)
    const s = f32x4.add(a, b)
    const d = f32x4.sub(a, b)
    e1 = f32x4.add(e1, f32x4.mul(s, v128.load32_splat(rows)))
    o1 = f32x4.add(o1, f32x4.mul(d, v128.load32_splat(rows, 4)))
    e2 = f32x4.add(e2, f32x4.mul(s, v128.load32_splat(rows, 8)))
    o2 = f32x4.add(o2, f32x4.mul(d, v128.load32_splat(rows, 12)))
    e3 = f32x4.add(e3, f32x4.mul(s, v128.load32_splat(rows, 16)))
    o3 = f32x4.add(o3, f32x4.mul(d, v128.load32_splat(rows, 20)))
    e4 = f32x4.add(e4, f32x4.mul(s, v128.load32_splat(rows, 24)))
    first += 4
    last -= 4
    rows += 28
  }
  return f32x4.pmax(f32x4.pmax(both(e1, o1), both(e2, o2)), f32x4.pmax(both(e3, o3), f32x4.abs(e4)))
}

/** The same over four pairs of phases. */
export function between8(first: usize, last: usize, rows: usize, half: i32): v128 {
  let e1 = f32x4.splat(0)
  let o1 = f32x4.splat(0)
  let e2 = f32x4.splat(0)
  let o2 = f32x4.splat(0)
  let e3 = f32x4.splat(0)
  let o3 = f32x4.splat(0)
  let e4 = f32x4.splat(0)
  let o4 = f32x4.splat(0)
  for (let j = 0; j < half; j++) {
    const a = v128.load(first)
    const b = v128.load(last)
    const s = f32x4.add(a, b)
    const d = f32x4.sub(a, b)
    e1 = f32x4.add(e1, f32x4.mul(s, v128.load32_splat(rows)))
    o1 = f32x4.add(o1, f32x4.mul(d, v128.load32_splat(rows, 4)))
    e2 = f32x4.add(e2, f32x4.mul(s, v128.load32_splat(rows, 8)))
    o2 = f32x4.add(o2, f32x4.mul(d, v128.load32_splat(rows, 12)))
    e3 = f32x4.add(e3, f32x4.mul(s, v128.load32_splat(rows, 16)))
    o3 = f32x4.add(o3, f32x4.mul(d, v128.load32_splat(rows, 20)))
    e4 = f32x4.add(e4, f32x4.mul(s, v128.load32_splat(rows, 24)))
    o4 = f32x4.add(o4, f32x4.mul(d, v128.load32_splat(rows, 28)))
    first += 4
    last -= 4
    rows += 32
  }
  return f32x4.pmax(f32x4.pmax(both(e1, o1), both(e2, o2)), f32x4.pmax(both(e3, o3), both(e4, o4)))
}

/** max(|even + odd|, |even − odd|) */
function both(even: v128, odd: v128): v128 {
  return f32x4.add(f32x4.abs(even), f32x4.abs(odd))
}
