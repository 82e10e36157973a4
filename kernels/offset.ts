/** x[i] = (x[i] − offset)·gain, in place, rounded once from float64. */
export function offsetAndScale(pointer: usize, frames: i32, offset: f64, gain: f64): void {
  const o = f64x2.splat(offset)
  const g = f64x2.splat(gain)
  const end = pointer + ((<usize>frames) << 2)
  const vectorEnd = pointer + ((<usize>(frames & ~1)) << 2)
  let p = pointer
  for (; p < vectorEnd; p += 8) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(p))
    v128.store64_lane(p, f32x4.demote_f64x2_zero(f64x2.mul(f64x2.sub(x, o), g)), 0)
  }
  for (; p < end; p += 4) store<f32>(p, <f32>((<f64>load<f32>(p) - offset) * gain))
}
