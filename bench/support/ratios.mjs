// The ratios of an earlier run, kept in the repository: figures beside each other survive another machine better than milliseconds.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const FILE = 'bench/ratios.json'
/** A ratio that lost more than this share is a regression. */
const SLACK = 0.15

/**
 * Ratios that fell below the stored ones; those that were not measured this time are left out.
 * @param {Record<string, number>} ratios
 * @returns {{ name: string, stored: number, now: number }[]}
 */
export const fallen = (ratios) =>
  Object.entries(stored()).flatMap(([name, before]) => {
    const now = ratios[name]
    return now !== undefined && now < before * (1 - SLACK) ? [{ name, stored: before, now }] : []
  })

/** @param {Record<string, number>} ratios */
export const keep = (ratios) => {
  const rounded = Object.fromEntries(
    Object.entries(ratios).map(([name, ratio]) => [name, Number(ratio.toPrecision(3))]),
  )
  writeFileSync(FILE, `${JSON.stringify({ ...stored(), ...rounded }, null, 2)}\n`)
}

/** @returns {Record<string, number>} */
const stored = () => (existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {})
