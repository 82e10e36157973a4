import { joinedBytes } from '../../core/joined'

/** A seeded generator: whole numbers from 0 to below `limit`. */
export type Pick = (limit: number) => number

/** Linear congruence with the high bits taken, so that small limits are as good as large ones. */
export const seededPick = (seed: number): Pick => {
  let state = seed >>> 0
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

/** Values that readers of sizes and counts stumble over. */
const EXTREMES = [
  0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff,
]

type Mutation = (file: Uint8Array, pick: Pick, other: Uint8Array) => Uint8Array

const at = (file: Uint8Array, pick: Pick): number =>
  // Heads matter most: half of all changes fall into the first bytes.
  pick(2) === 0 ? pick(Math.min(file.length, 128)) : pick(file.length)

const MUTATIONS: readonly Mutation[] = [
  // A bit turned over.
  (file, pick) => {
    const place = at(file, pick)
    file[place] = (file[place] ?? 0) ^ (1 << pick(8))
    return file
  },
  // A byte replaced.
  (file, pick) => {
    file[at(file, pick)] = pick(256)
    return file
  },
  // A size or count that no file has, either way round.
  (file, pick) => {
    const place = Math.min(at(file, pick), Math.max(0, file.length - 4))
    if (file.length >= 4)
      new DataView(file.buffer).setUint32(
        place,
        EXTREMES[pick(EXTREMES.length)] ?? 0,
        pick(2) === 0,
      )
    return file
  },
  // Cut short.
  (file, pick) => file.slice(0, pick(file.length + 1)),
  // A stretch taken out.
  (file, pick) => {
    const from = at(file, pick)
    const to = Math.min(file.length, from + 1 + pick(64))
    return joinedBytes([file.subarray(0, from), file.subarray(to)])
  },
  // A stretch written twice.
  (file, pick) => {
    const from = at(file, pick)
    const to = Math.min(file.length, from + 1 + pick(256))
    return joinedBytes([file.subarray(0, to), file.subarray(from)])
  },
  // Zeros over a stretch.
  (file, pick) => file.fill(0, at(file, pick), at(file, pick) + 1 + pick(64)),
  // Another format's bytes in the middle.
  (file, pick, other) => {
    const place = at(file, pick)
    return joinedBytes([
      file.subarray(0, place),
      other.subarray(0, pick(512)),
      file.subarray(place),
    ])
  },
]

/** One to four changes to a copy of `file`; the same for the same seed. */
export const mutated = (file: Uint8Array, other: Uint8Array, pick: Pick): Uint8Array => {
  let result = Uint8Array.from(file)
  for (let change = 0; change <= pick(4) && result.length > 0; change++)
    result = Uint8Array.from(MUTATIONS[pick(MUTATIONS.length)]?.(result, pick, other) ?? result)
  return result
}
