// The sums of an averaged spectrum: a windowed copy, and powers added up.

/** dst[i] = src[i]·window[i]; n a multiple of 4. */
export function windowed(src: usize, window: usize, dst: usize, n: i32): void {
  const bytes = (<usize>n) << 2
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(dst + i, f32x4.mul(v128.load(src + i), v128.load(window + i)))
}

/** sum[k] += re[k]² + im[k]² in float64; n a multiple of 4. */
export function addPowers(re: usize, im: usize, sum: usize, n: i32): void {
  const bytes = (<usize>n) << 2
  for (let k: usize = 0; k < bytes; k += 16) {
    const r = v128.load(re + k)
    const i = v128.load(im + k)
    const power = f32x4.add(f32x4.mul(r, r), f32x4.mul(i, i))
    const to = sum + k * 2
    const high = v128.shuffle<f32>(power, power, 2, 3, 0, 1)
    v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(power)))
    v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(high)), 16)
  }
}
