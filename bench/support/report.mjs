// Laying figures out for people.
import { stdout } from 'node:process'

export const say = (/** @type {string} */ line) => {
  stdout.write(`${line}\n`)
}

/**
 * A table with a left-aligned first column.
 * @param {readonly string[]} heads
 * @param {readonly (readonly (string | number)[])[]} rows numbers are rounded to whole ones
 */
export const table = (heads, rows) => {
  const text = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell.toFixed(cell < 10 ? 2 : 0) : cell)),
  )
  const width = Math.max(...[heads, ...text].map((row) => row[0]?.length ?? 0)) + 2
  for (const row of [heads, ...text])
    say(row.map((cell, index) => (index === 0 ? cell.padEnd(width) : cell.padStart(12))).join(''))
}
