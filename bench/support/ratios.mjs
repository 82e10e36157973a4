// The ratios of an earlier run, kept in the repository: figures beside each other survive another machine better than milliseconds.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const FILE = 'bench/ratios.json'
/** Short audio has other ratios than long audio: each kind of run is compared with its own. @typedef {'full' | 'quick'} Kind */

/** A ratio that lost more than this share is a regression; few rounds on short audio scatter more. */
export const SLACK = { full: 0.15, quick: 0.3 }

/** Wall time on a shared machine is no gate: ratios of it are printed only. */
const isGate = (/** @type {string} */ name) => !name.endsWith(', wall')

/**
 * Beside the stored ratios of that kind; wall times are left out.
 * @param {Kind} kind
 * @param {Record<string, number>} ratios
 * @returns {{ held: string[], fallen: { name: string, stored: number, now: number }[], unknown: string[], unmeasured: string[] }}
 *   unknown: never stored; unmeasured: stored, but not in this run
 */
export const compare = (kind, ratios) => {
  const before = stored()[kind] ?? {}
  const names = Object.keys(ratios).filter(isGate)
  const known = names.flatMap((name) => {
    const [then, now] = [before[name], ratios[name]]
    return then === undefined || now === undefined ? [] : [{ name, stored: then, now }]
  })
  const fallen = known.filter(({ stored: then, now }) => now < then * (1 - SLACK[kind]))
  return {
    fallen,
    held: known.filter((one) => !fallen.includes(one)).map(({ name }) => name),
    unknown: names.filter((name) => before[name] === undefined),
    unmeasured: Object.keys(before).filter((name) => ratios[name] === undefined),
  }
}

/**
 * Stores what was measured over what was stored of that kind.
 * @param {Kind} kind
 * @param {Record<string, number>} ratios
 */
export const keep = (kind, ratios) => {
  const rounded = Object.fromEntries(
    Object.entries(ratios)
      .filter(([name]) => isGate(name))
      .map(([name, ratio]) => [name, Number(ratio.toPrecision(3))]),
  )
  const all = stored()
  writeFileSync(
    FILE,
    `${JSON.stringify({ ...all, [kind]: { ...all[kind], ...rounded } }, null, 2)}\n`,
  )
}

/** @returns {Partial<Record<Kind, Record<string, number>>>} */
const stored = () => (existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {})
