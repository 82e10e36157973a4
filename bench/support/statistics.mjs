/**
 * @param {number[]} values at least one
 * @returns {number}
 */
export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

/** Collects figures under names, round by round. */
export class Figures {
  #rows = new Map()

  /** @param {string} name @param {number} ms */
  add(name, ms) {
    const row = this.#rows.get(name) ?? []
    row.push(ms)
    this.#rows.set(name, row)
  }

  /** @param {string} name */
  median(name) {
    return median(this.#rows.get(name) ?? [])
  }

  rows() {
    return [...this.#rows].map(([name, values]) => ({
      name,
      median: median(values),
      min: Math.min(...values),
      max: Math.max(...values),
    }))
  }
}
