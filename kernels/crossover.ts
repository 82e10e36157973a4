// Linkwitz–Riley 4 crossovers over interleaved float64 pairs, left and right in one vector.
//
// Every filter is a second-order Butterworth as a trapezoidal state-variable filter. With s, t the
// states of its two integrators:
//   u = x − t;  s' = p·s + q·u;  t' = t + q·s + r·u
//   low = (t + t')/2;  all-pass = x − √2·(s + s')
// so one filter gives the first half of the low leg and the all-pass that both legs amount to; a second
// makes the low leg whole, and the high leg is the all-pass less the low leg, which is what it equals.
// `filter`: p, q, r (float64). `state`: s and t of each filter, two lanes each.

/** low holds the signal and keeps the low leg; high receives the high leg. */
export function split(low: usize, high: usize, frames: i32, filter: usize, state: usize): void {
  const p = v128.load64_splat(filter)
  const q = v128.load64_splat(filter, 8)
  const r = v128.load64_splat(filter, 16)
  const root2 = f64x2.splat(Math.SQRT2)
  const quarter = f64x2.splat(0.25)
  let s = v128.load(state)
  let t = v128.load(state, 16)
  let s2 = v128.load(state, 32)
  let t2 = v128.load(state, 48)
  const end = (<usize>frames) << 4
  for (let i: usize = 0; i < end; i += 16) {
    const x = v128.load(low + i)
    const u = f64x2.sub(x, t)
    const ns = f64x2.add(f64x2.mul(p, s), f64x2.mul(q, u))
    const nt = f64x2.add(f64x2.add(t, f64x2.mul(q, s)), f64x2.mul(r, u))
    const turned = f64x2.sub(x, f64x2.mul(root2, f64x2.add(s, ns)))
    // Twice the low pass: the second filter runs at twice the level.
    const u2 = f64x2.sub(f64x2.add(t, nt), t2)
    s = ns
    t = nt
    const ns2 = f64x2.add(f64x2.mul(p, s2), f64x2.mul(q, u2))
    const nt2 = f64x2.add(f64x2.add(t2, f64x2.mul(q, s2)), f64x2.mul(r, u2))
    const leg = f64x2.mul(quarter, f64x2.add(t2, nt2))
    s2 = ns2
    t2 = nt2
    v128.store(low + i, leg)
    v128.store(high + i, f64x2.sub(turned, leg))
  }
  v128.store(state, s)
  v128.store(state, t, 16)
  v128.store(state, s2, 32)
  v128.store(state, t2, 48)
}

/** The all-pass of a crossover, in place. */
export function turn(band: usize, frames: i32, filter: usize, state: usize): void {
  const p = v128.load64_splat(filter)
  const q = v128.load64_splat(filter, 8)
  const r = v128.load64_splat(filter, 16)
  const root2 = f64x2.splat(Math.SQRT2)
  let s = v128.load(state)
  let t = v128.load(state, 16)
  const end = band + ((<usize>frames) << 4)
  for (let i = band; i < end; i += 16) {
    const x = v128.load(i)
    const u = f64x2.sub(x, t)
    const ns = f64x2.add(f64x2.mul(p, s), f64x2.mul(q, u))
    t = f64x2.add(f64x2.add(t, f64x2.mul(q, s)), f64x2.mul(r, u))
    v128.store(i, f64x2.sub(x, f64x2.mul(root2, f64x2.add(s, ns))))
    s = ns
  }
  v128.store(state, s)
  v128.store(state, t, 16)
}

/** As turn, two bands in one pass: their recurrences overlap. */
export function turnTwo(
  first: usize,
  second: usize,
  frames: i32,
  filter: usize,
  state: usize,
): void {
  const p = v128.load64_splat(filter)
  const q = v128.load64_splat(filter, 8)
  const r = v128.load64_splat(filter, 16)
  const root2 = f64x2.splat(Math.SQRT2)
  let s1 = v128.load(state)
  let t1 = v128.load(state, 16)
  let s2 = v128.load(state, 32)
  let t2 = v128.load(state, 48)
  const end = (<usize>frames) << 4
  for (let i: usize = 0; i < end; i += 16) {
    const x1 = v128.load(first + i)
    const x2 = v128.load(second + i)
    const u1 = f64x2.sub(x1, t1)
    const u2 = f64x2.sub(x2, t2)
    const n1 = f64x2.add(f64x2.mul(p, s1), f64x2.mul(q, u1))
    const n2 = f64x2.add(f64x2.mul(p, s2), f64x2.mul(q, u2))
    t1 = f64x2.add(f64x2.add(t1, f64x2.mul(q, s1)), f64x2.mul(r, u1))
    t2 = f64x2.add(f64x2.add(t2, f64x2.mul(q, s2)), f64x2.mul(r, u2))
    v128.store(first + i, f64x2.sub(x1, f64x2.mul(root2, f64x2.add(s1, n1))))
    v128.store(second + i, f64x2.sub(x2, f64x2.mul(root2, f64x2.add(s2, n2))))
    s1 = n1
    s2 = n2
  }
  v128.store(state, s1)
  v128.store(state, t1, 16)
  v128.store(state, s2, 32)
  v128.store(state, t2, 48)
}
