/** Forward FFT in float64, radix 2, in place; `size` a power of two. */
export class Float64Fft {
  private readonly size: number
  /** cos and −sin of offset/span half turns, span 1, 2, 4 … size/2: those of a span begin at index `span`. */
  private readonly cosines: Float64Array
  private readonly sines: Float64Array

  constructor(size: number) {
    this.size = size
    this.cosines = new Float64Array(size)
    this.sines = new Float64Array(size)
    for (let span = 1; span < size; span *= 2)
      for (let offset = 0; offset < span; offset++) {
        this.cosines[span + offset] = Math.cos((Math.PI * offset) / span)
        this.sines[span + offset] = -Math.sin((Math.PI * offset) / span)
      }
  }

  transform(re: Float64Array, im: Float64Array): void {
    const { size, cosines, sines } = this
    for (let i = 1, j = 0; i < size; i++) {
      let bit = size >> 1
      for (; j & bit; bit >>= 1) j ^= bit
      j ^= bit
      if (i >= j) continue
      swap(re, i, j)
      swap(im, i, j)
    }
    for (let span = 1; span < size; span *= 2)
      for (let offset = 0; offset < span; offset++) {
        const c = cosines[span + offset] as number
        const s = sines[span + offset] as number
        for (let at = offset; at < size; at += 2 * span) {
          const other = at + span
          const x = c * (re[other] as number) - s * (im[other] as number)
          const y = s * (re[other] as number) + c * (im[other] as number)
          re[other] = (re[at] as number) - x
          im[other] = (im[at] as number) - y
          re[at] = (re[at] as number) + x
          im[at] = (im[at] as number) + y
        }
      }
  }
}

const swap = (values: Float64Array, i: number, j: number): void => {
  const held = values[i] as number
  values[i] = values[j] as number
  values[j] = held
}
