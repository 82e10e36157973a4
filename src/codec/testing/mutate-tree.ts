import type { Pick } from './mutate'

/** Values that readers of plain data stumble over; the last few only come out of a database, not out of JSON. */
const WILD: readonly unknown[] = [
  null,
  true,
  '',
  'x'.repeat(5000),
  '\u0000\ud800',
  0,
  -0,
  -1,
  0.5,
  1e308,
  -1e308,
  2 ** 53,
  [],
  {},
  [[[[[]]]]],
  { length: 2 ** 32 },
  '__proto__',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  undefined,
  new Date(0),
  new Map(),
  new Uint8Array(3),
]
const FROM_JSON = WILD.findIndex((value) => Number.isNaN(value))

type Holder = Record<string, unknown>

/** Every place in a tree that holds a value: who holds it, and under which key. */
const places = (tree: unknown, found: [Holder, string][] = []): [Holder, string][] => {
  if (typeof tree !== 'object' || tree === null || ArrayBuffer.isView(tree)) return found
  for (const key of Object.keys(tree)) {
    found.push([tree as Holder, key])
    places((tree as Holder)[key], found)
  }
  return found
}

/**
 * One to four changes to a copy of a tree of plain data: a value replaced by a wild one or by another of the tree, taken
 * away, or put where none was. The same for the same seed. `beyondJson`: also values that JSON cannot hold.
 */
export const mutatedTree = (tree: unknown, pick: Pick, beyondJson = false): unknown => {
  const root: Holder = { tree: structuredClone(tree) }
  for (let change = 0; change <= pick(4); change++) {
    const all = places(root)
    const [holder, key] = all[pick(all.length)] ?? [root, 'tree']
    const [other, otherKey] = all[pick(all.length)] ?? [root, 'tree']
    // A copy: a later change may fill it, and the table is for all seeds.
    const wild = structuredClone(WILD[pick(beyondJson ? WILD.length : FROM_JSON)])
    const kind = pick(4)
    if (kind === 0) holder[key] = wild
    else if (kind === 1) holder[key] = structuredClone(other[otherKey])
    else if (kind === 2) delete holder[key]
    else holder[`${key}${pick(3)}`] = wild
  }
  return root.tree
}
