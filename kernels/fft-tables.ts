// What transforms are given beside the audio: twiddle factors and a window.
import { cosine, sine } from './cosine'

/** Of `fft` over `size` points. Per radix-4 stage of n = size, size/4, …: rows of cos and −sin of p, 2p and 3p turns/n, p < n/4. */
export function fftTwiddles(out: usize, size: i32): void {
  for (let n = size; n >= 4; n >>= 2) {
    const quarter = n >> 2
    const bytes = (<usize>quarter) << 2
    for (let order = 1; order <= 3; order++) {
      for (let p = 0; p < quarter; p++) {
        const angle = (2 * Math.PI * order * p) / n
        const at = out + ((<usize>p) << 2)
        store<f32>(at, <f32>cosine(angle))
        store<f32>(at + bytes, <f32>-sine(angle))
      }
      out += 2 * bytes
    }
  }
}

/** out[n] = scale·(½ − ½·cos(2πn/size)), n < size; `scale` a power of two. */
export function hannWindow(out: usize, size: i32, scale: f64): void {
  for (let n = 0; n < size; n++)
    store<f32>(
      out + ((<usize>n) << 2),
      <f32>(scale * (0.5 - 0.5 * cosine((2 * Math.PI * n) / size))),
    )
}
