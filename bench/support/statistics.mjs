/**
 * @param {readonly number[]} values at least one
 * @returns {number}
 */
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

/**
 * How time grows with length: the exponent p of t ∝ lengthᵖ, fitted by least squares on logarithms. 1 = linear.
 * @param {readonly { length: number, ms: number }[]} points at least two lengths
 */
export const growthExponent = (points) => {
  const logs = points.map(({ length, ms }) => [Math.log(length), Math.log(ms)])
  const mean = (/** @type {number} */ index) =>
    logs.reduce((sum, pair) => sum + (pair[index] ?? 0), 0) / logs.length
  const [meanX, meanY] = [mean(0), mean(1)]
  const over = logs.reduce((sum, [x = 0, y = 0]) => sum + (x - meanX) * (y - meanY), 0)
  const under = logs.reduce((sum, [x = 0]) => sum + (x - meanX) ** 2, 0)
  return over / under
}

/** Collects times under names, round by round. */
export class Figures {
  /** @type {Map<string, { seconds: number, values: number[] }>} */
  #rows = new Map()

  /**
   * @param {string} name
   * @param {number | null} ms null = not to be had here: no row
   * @param {number} seconds of audio
   */
  add(name, ms, seconds) {
    if (ms === null) return
    const row = this.#rows.get(name) ?? { seconds, values: [] }
    row.values.push(ms)
    this.#rows.set(name, row)
  }

  /** Milliseconds; NaN without such a row. @param {string} name */
  median(name) {
    return median(this.#rows.get(name)?.values ?? [])
  }

  rows() {
    return [...this.#rows].map(([name, { seconds, values }]) => ({
      name,
      median: median(values),
      min: Math.min(...values),
      max: Math.max(...values),
      timesRealTime: (seconds * 1000) / median(values),
    }))
  }
}
