import { type Outcome, ok } from '../core/outcome'
import type { CheckedFile } from './deliver-file'

/** What it took to keep a codec under the ceiling. */
export interface CodecMargin {
  /** Whether the decoded file is under the ceiling. */
  readonly held: boolean
  /** Files that were encoded, decoded and measured. */
  readonly rounds: number
  /** Of the limiter, for the file that was kept, dBTP. */
  readonly limiterCeilingDbtp: number
  /** Loudness of the kept file minus that of the first, LU; null where one is not measurable. */
  readonly loudnessCostLu: number | null
}

/** Whole files that are tried at most. */
export const MOST_ROUNDS = 4
/** Below what the last try asks for, so that rounding does not need another round. */
const MARGIN_DB = 0.02

export interface Tried<File> {
  readonly file: CheckedFile<File>
  readonly limiterCeilingDbtp: number
}

/**
 * Tries lower limiter ceilings until what the codec makes of the master is under `ceilingDbtp`, at most MOST_ROUNDS files in all.
 * Each is encoded, decoded and measured whole: what a codec adds changes with every sample that it is given, and
 * not even in one direction. Kept is the loudest file under the ceiling, else the one least over it.
 */
export const holdCeiling = async <File>(
  first: CheckedFile<File>,
  ceilingDbtp: number,
  attempt: (limiterCeilingDbtp: number, round: number) => Promise<Outcome<CheckedFile<File>>>,
): Promise<Outcome<{ readonly file: CheckedFile<File>; readonly margin: CodecMargin }>> => {
  const tried: Tried<File>[] = [{ file: first, limiterCeilingDbtp: ceilingDbtp }]
  let limiterCeilingDbtp = ceilingDbtp
  for (let round = 1; round < MOST_ROUNDS; round++) {
    const excessDb = excessOf(tried.at(-1)?.file ?? first, ceilingDbtp)
    if (excessDb <= 0) break
    limiterCeilingDbtp -= excessDb + MARGIN_DB
    const file = await attempt(limiterCeilingDbtp, round)
    if (!file.ok) return file
    tried.push({ file: file.value, limiterCeilingDbtp })
  }
  const best = tried.reduce((kept, one) => (isBetter(one, kept, ceilingDbtp) ? one : kept))
  const loudness = best.file.check.integratedLufs
  const before = first.check.integratedLufs
  const margin = {
    held: excessOf(best.file, ceilingDbtp) <= 0,
    rounds: tried.length,
    limiterCeilingDbtp: best.limiterCeilingDbtp,
    loudnessCostLu: loudness === null || before === null ? null : loudness - before,
  }
  return ok({ file: best.file, margin })
}

/** dB over the ceiling; a file that cannot be decoded here counts as under it. */
const excessOf = <File>({ check }: CheckedFile<File>, ceilingDbtp: number): number =>
  (check.truePeakDbtp ?? Number.NEGATIVE_INFINITY) - ceilingDbtp

const isBetter = <File>(one: Tried<File>, kept: Tried<File>, ceilingDbtp: number): boolean => {
  const excess = excessOf(one.file, ceilingDbtp)
  const keptExcess = excessOf(kept.file, ceilingDbtp)
  if (excess > 0 || keptExcess > 0) return excess < keptExcess
  return (one.file.check.integratedLufs ?? 0) > (kept.file.check.integratedLufs ?? 0)
}
