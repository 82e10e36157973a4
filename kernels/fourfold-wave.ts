// A signal at four times its rate, for the peak solver (src/dsp/dynamics/fourfold-wave.ts).

/**
 * dst[4n + p] = the signal p/4 of a sample after src[n], `frames` frames (a multiple of 4). `rows`: a folded
 * interpolator of four phases, per pair of taps even 1, odd 1, even 2; `half` pairs.
 */
export function interpolateFour(src: usize, dst: usize, frames: i32, rows: usize, half: i32): void {
  const end = (<usize>frames) << 2
  const reach = (<usize>(half - 1)) << 2
  for (let i: usize = 0; i < end; i += 16) {
    let first = src + i - reach
    let last = src + i + reach + 4
    let row = rows
    let e1 = f32x4.splat(0)
    let o1 = f32x4.splat(0)
    let e2 = f32x4.splat(0)
    for (let j = 0; j < half; j++) {
      const a = v128.load(first)
      const b = v128.load(last)
      const s = f32x4.add(a, b)
      e1 = f32x4.add(e1, f32x4.mul(s, v128.load32_splat(row)))
      o1 = f32x4.add(o1, f32x4.mul(f32x4.sub(a, b), v128.load32_splat(row, 4)))
      e2 = f32x4.add(e2, f32x4.mul(s, v128.load32_splat(row, 8)))
      first += 4
      last -= 4
      row += 12
    }
    const x = v128.load(src + i)
    const y1 = f32x4.add(e1, o1)
    const y3 = f32x4.sub(e1, o1)
    const lowA = v128.shuffle<f32>(x, y1, 0, 4, 1, 5)
    const highA = v128.shuffle<f32>(x, y1, 2, 6, 3, 7)
    const lowB = v128.shuffle<f32>(e2, y3, 0, 4, 1, 5)
    const highB = v128.shuffle<f32>(e2, y3, 2, 6, 3, 7)
    const out = dst + i * 4
    v128.store(out, v128.shuffle<f64>(lowA, lowB, 0, 2))
    v128.store(out, v128.shuffle<f64>(lowA, lowB, 1, 3), 16)
    v128.store(out, v128.shuffle<f64>(highA, highB, 0, 2), 32)
    v128.store(out, v128.shuffle<f64>(highA, highB, 1, 3), 48)
  }
}

/** dst[4n + p] = the straight line between src[n] and src[n + 1]: where nothing can exceed anything. */
export function interpolateLine(src: usize, dst: usize, frames: i32): void {
  for (let n = 0; n < frames; n++) {
    const a = load<f32>(src + ((<usize>n) << 2))
    const b = load<f32>(src + ((<usize>n) << 2), 4)
    const step = f32x4.splat((b - a) * 0.25)
    const line = f32x4.add(f32x4.splat(a), f32x4.mul(step, f32x4(0, 1, 2, 3)))
    v128.store(dst + ((<usize>n) << 4), line)
  }
}
