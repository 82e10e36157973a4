// Complex FFT on planar float32, Stockham autosort (no bit reversal): radix 4, and one radix-2
// stage last where log2 n is odd. Four butterflies a vector in every stage.

/**
 * Forward transform of n points (a power of two, 16 or more) from (re, im), in place with (tre, tim) as
 * scratch. `twiddles` as `fftTwiddles` (fft-tables.ts) lays them out. The inverse is the same call with re and im
 * swapped, and 1/n.
 */
export function fft(re: usize, im: usize, tre: usize, tim: usize, twiddles: usize, n: i32): void {
  let xr = re
  let xi = im
  let yr = tre
  let yi = tim
  let w = twiddles
  let size = n
  let stride = 1
  while (size >= 4) {
    if (stride === 1) firstStage(xr, xi, yr, yi, w, size)
    else innerStage(xr, xi, yr, yi, w, size, stride)
    w += (<usize>((size >> 2) * 6)) << 2
    const r = xr
    const i = xi
    xr = yr
    xi = yi
    yr = r
    yi = i
    size >>= 2
    stride <<= 2
  }
  if (size === 2) {
    lastStage(xr, xi, yr, yi, stride)
    xr = yr
    xi = yi
  }
  if (xr !== re) {
    memory.copy(re, xr, (<usize>n) << 2)
    memory.copy(im, xi, (<usize>n) << 2)
  }
}

/** Radix 4 at stride 1: the vector runs over p, and a 4 × 4 transposition puts the results in order. */
function firstStage(xr: usize, xi: usize, yr: usize, yi: usize, w: usize, size: i32): void {
  const quarter = (<usize>(size >> 2)) << 2
  for (let p: usize = 0; p < quarter; p += 16) {
    const ar = v128.load(xr + p)
    const ai = v128.load(xi + p)
    const br = v128.load(xr + p + quarter)
    const bi = v128.load(xi + p + quarter)
    const cr = v128.load(xr + p + quarter * 2)
    const ci = v128.load(xi + p + quarter * 2)
    const dr = v128.load(xr + p + quarter * 3)
    const di = v128.load(xi + p + quarter * 3)
    const sumAcR = f32x4.add(ar, cr)
    const sumAcI = f32x4.add(ai, ci)
    const difAcR = f32x4.sub(ar, cr)
    const difAcI = f32x4.sub(ai, ci)
    const sumBdR = f32x4.add(br, dr)
    const sumBdI = f32x4.add(bi, di)
    const difBdR = f32x4.sub(br, dr)
    const difBdI = f32x4.sub(bi, di)
    const t1r = f32x4.add(difAcR, difBdI)
    const t1i = f32x4.sub(difAcI, difBdR)
    const t2r = f32x4.sub(sumAcR, sumBdR)
    const t2i = f32x4.sub(sumAcI, sumBdI)
    const t3r = f32x4.sub(difAcR, difBdI)
    const t3i = f32x4.add(difAcI, difBdR)
    const w1r = v128.load(w + p)
    const w1i = v128.load(w + p + quarter)
    const w2r = v128.load(w + p + quarter * 2)
    const w2i = v128.load(w + p + quarter * 3)
    const w3r = v128.load(w + p + quarter * 4)
    const w3i = v128.load(w + p + quarter * 5)
    transposeStore(
      yr + p * 4,
      f32x4.add(sumAcR, sumBdR),
      f32x4.sub(f32x4.mul(t1r, w1r), f32x4.mul(t1i, w1i)),
      f32x4.sub(f32x4.mul(t2r, w2r), f32x4.mul(t2i, w2i)),
      f32x4.sub(f32x4.mul(t3r, w3r), f32x4.mul(t3i, w3i)),
    )
    transposeStore(
      yi + p * 4,
      f32x4.add(sumAcI, sumBdI),
      f32x4.add(f32x4.mul(t1r, w1i), f32x4.mul(t1i, w1r)),
      f32x4.add(f32x4.mul(t2r, w2i), f32x4.mul(t2i, w2r)),
      f32x4.add(f32x4.mul(t3r, w3i), f32x4.mul(t3i, w3r)),
    )
  }
}

function transposeStore(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
  const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<f64>(abLow, cdLow, 0, 2))
  v128.store(to, v128.shuffle<f64>(abLow, cdLow, 1, 3), 16)
  v128.store(to, v128.shuffle<f64>(abHigh, cdHigh, 0, 2), 32)
  v128.store(to, v128.shuffle<f64>(abHigh, cdHigh, 1, 3), 48)
}

/** Radix 4 at stride ≥ 4: the vector runs along the stride, one twiddle a row. */
function innerStage(
  xr: usize,
  xi: usize,
  yr: usize,
  yi: usize,
  w: usize,
  size: i32,
  stride: i32,
): void {
  const quarter = size >> 2
  const row = (<usize>stride) << 2
  const leap = row * <usize>quarter
  const column = (<usize>quarter) << 2
  for (let p = 0; p < quarter; p++) {
    const at = w + ((<usize>p) << 2)
    const w1r = v128.load32_splat(at)
    const w1i = v128.load32_splat(at + column)
    const w2r = v128.load32_splat(at + column * 2)
    const w2i = v128.load32_splat(at + column * 3)
    const w3r = v128.load32_splat(at + column * 4)
    const w3i = v128.load32_splat(at + column * 5)
    const from = row * <usize>p
    const to = from * 4
    for (let q: usize = 0; q < row; q += 16) {
      const x = from + q
      const ar = v128.load(xr + x)
      const ai = v128.load(xi + x)
      const br = v128.load(xr + x + leap)
      const bi = v128.load(xi + x + leap)
      const cr = v128.load(xr + x + leap * 2)
      const ci = v128.load(xi + x + leap * 2)
      const dr = v128.load(xr + x + leap * 3)
      const di = v128.load(xi + x + leap * 3)
      const sumAcR = f32x4.add(ar, cr)
      const sumAcI = f32x4.add(ai, ci)
      const difAcR = f32x4.sub(ar, cr)
      const difAcI = f32x4.sub(ai, ci)
      const sumBdR = f32x4.add(br, dr)
      const sumBdI = f32x4.add(bi, di)
      const difBdR = f32x4.sub(br, dr)
      const difBdI = f32x4.sub(bi, di)
      const y = to + q
      v128.store(yr + y, f32x4.add(sumAcR, sumBdR))
      v128.store(yi + y, f32x4.add(sumAcI, sumBdI))
      const t1r = f32x4.add(difAcR, difBdI)
      const t1i = f32x4.sub(difAcI, difBdR)
      v128.store(yr + y + row, f32x4.sub(f32x4.mul(t1r, w1r), f32x4.mul(t1i, w1i)))
      v128.store(yi + y + row, f32x4.add(f32x4.mul(t1r, w1i), f32x4.mul(t1i, w1r)))
      const t2r = f32x4.sub(sumAcR, sumBdR)
      const t2i = f32x4.sub(sumAcI, sumBdI)
      v128.store(yr + y + row * 2, f32x4.sub(f32x4.mul(t2r, w2r), f32x4.mul(t2i, w2i)))
      v128.store(yi + y + row * 2, f32x4.add(f32x4.mul(t2r, w2i), f32x4.mul(t2i, w2r)))
      const t3r = f32x4.sub(difAcR, difBdI)
      const t3i = f32x4.add(difAcI, difBdR)
      v128.store(yr + y + row * 3, f32x4.sub(f32x4.mul(t3r, w3r), f32x4.mul(t3i, w3i)))
      v128.store(yi + y + row * 3, f32x4.add(f32x4.mul(t3r, w3i), f32x4.mul(t3i, w3r)))
    }
  }
}

/** Radix 2 at stride n/2: twiddle 1. */
function lastStage(xr: usize, xi: usize, yr: usize, yi: usize, stride: i32): void {
  const half = (<usize>stride) << 2
  for (let q: usize = 0; q < half; q += 16) {
    const ar = v128.load(xr + q)
    const ai = v128.load(xi + q)
    const br = v128.load(xr + q + half)
    const bi = v128.load(xi + q + half)
    v128.store(yr + q, f32x4.add(ar, br))
    v128.store(yi + q, f32x4.add(ai, bi))
    v128.store(yr + q + half, f32x4.sub(ar, br))
    v128.store(yi + q + half, f32x4.sub(ai, bi))
  }
}

/** acc += a · b over n complex points (a multiple of 4). */
export function complexMultiplyAdd(
  accRe: usize,
  accIm: usize,
  aRe: usize,
  aIm: usize,
  bRe: usize,
  bIm: usize,
  n: i32,
): void {
  const bytes = (<usize>n) << 2
  for (let k: usize = 0; k < bytes; k += 16) {
    const ar = v128.load(aRe + k)
    const ai = v128.load(aIm + k)
    const br = v128.load(bRe + k)
    const bi = v128.load(bIm + k)
    const re = f32x4.sub(f32x4.mul(ar, br), f32x4.mul(ai, bi))
    const im = f32x4.add(f32x4.mul(ar, bi), f32x4.mul(ai, br))
    v128.store(accRe + k, f32x4.add(v128.load(accRe + k), re))
    v128.store(accIm + k, f32x4.add(v128.load(accIm + k), im))
  }
}

/** out[k] = conj(x[(n − k) mod n]): the spectrum of the conjugated signal. */
export function conjugateReverse(re: usize, im: usize, outRe: usize, outIm: usize, n: i32): void {
  store<f32>(outRe, load<f32>(re))
  store<f32>(outIm, -load<f32>(im))
  for (let k = 1; k < n; k++) {
    const from = (<usize>(n - k)) << 2
    const to = (<usize>k) << 2
    store<f32>(outRe + to, load<f32>(re + from))
    store<f32>(outIm + to, -load<f32>(im + from))
  }
}
