/**
 * Symmetric positive definite equations whose matrix is a Toeplitz band: entry (i, k) is `products[|i − k|]`, 0 beyond. Cholesky
 * within the band, double precision. Everything is allocated when it is built.
 */
export class BandSolver {
  private readonly band: number
  /** By row: the diagonal, then what lies 1, 2, … to the left of it. */
  private readonly factor: Float64Array
  private readonly unit: Float64Array
  private size = 0

  /** `band`: the furthest that a row reaches on either side; `most`: rows. */
  constructor(band: number, most: number) {
    this.band = band
    this.factor = new Float64Array(most * (band + 1))
    this.unit = new Float64Array(most)
  }

  /** Takes the matrix of `size` rows. False where rounding left it not positive. */
  factorise(products: Float64Array, size: number): boolean {
    const { band, factor } = this
    const width = band + 1
    this.size = size
    for (let row = 0; row < size; row++)
      for (let column = Math.max(0, row - band); column <= row; column++) {
        let sum = products[row - column] as number
        for (let k = Math.max(0, row - band); k < column; k++)
          sum -=
            (factor[row * width + row - k] as number) *
            (factor[column * width + column - k] as number)
        if (column < row)
          factor[row * width + row - column] = sum / (factor[column * width] as number)
        else if (!(sum > 0)) return false
        else factor[row * width] = Math.sqrt(sum)
      }
    return true
  }

  /** Turns the right side into the solution. */
  solve(right: Float64Array): void {
    const { band, factor, size } = this
    const width = band + 1
    this.forwards(right, 0)
    for (let row = size - 1; row >= 0; row--) {
      let value = right[row] as number
      for (let below = row + 1; below < Math.min(size, row + width); below++)
        value -= (factor[below * width + below - row] as number) * (right[below] as number)
      right[row] = value / (factor[row * width] as number)
    }
  }

  /** Sum of the diagonal of the inverse. */
  inverseTrace(): number {
    const { size, unit } = this
    let trace = 0
    for (let column = 0; column < size; column++) {
      unit.fill(0, 0, size)
      unit[column] = 1
      this.forwards(unit, column)
      for (let row = column; row < size; row++) trace += (unit[row] as number) ** 2
    }
    return trace
  }

  /** The first half of solving; what lies ahead of `from` is 0. */
  private forwards(right: Float64Array, from: number): void {
    const { band, factor, size } = this
    const width = band + 1
    for (let row = from; row < size; row++) {
      let value = right[row] as number
      for (let k = Math.max(from, row - band); k < row; k++)
        value -= (factor[row * width + row - k] as number) * (right[k] as number)
      right[row] = value / (factor[row * width] as number)
    }
  }
}
