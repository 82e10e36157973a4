/** x of A·x = b by elimination with row pivots; null where A is singular. A is square, rows first. */
export const solveLinear = (
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): readonly number[] | null => {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0])
  const size = rows.length
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let row = column + 1; row < size; row++)
      if (Math.abs(entry(rows, row, column)) > Math.abs(entry(rows, pivot, column))) pivot = row
    if (Math.abs(entry(rows, pivot, column)) < 1e-12) return null
    const pivotRow = rows[pivot] as number[]
    rows[pivot] = rows[column] as number[]
    rows[column] = pivotRow
    for (let row = column + 1; row < size; row++) {
      const factor = entry(rows, row, column) / entry(rows, column, column)
      const target = rows[row] as number[]
      for (let k = column; k <= size; k++)
        target[k] = (target[k] ?? 0) - factor * (pivotRow[k] ?? 0)
    }
  }
  const solution = new Array<number>(size).fill(0)
  for (let row = size - 1; row >= 0; row--) {
    let value = entry(rows, row, size)
    for (let k = row + 1; k < size; k++) value -= entry(rows, row, k) * (solution[k] ?? 0)
    solution[row] = value / entry(rows, row, row)
  }
  return solution
}

const entry = (rows: readonly (readonly number[])[], row: number, column: number): number =>
  rows[row]?.[column] ?? 0
