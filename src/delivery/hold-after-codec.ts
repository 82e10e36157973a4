import { type Outcome, ok } from '../core/outcome'
import type { CheckedFile } from './deliver-file'

/** What a file that was decoded again has to be. */
export interface CodecGoal {
  /** dBTP; null where a codec may go over the master's ceiling. */
  readonly ceilingDbtp: number | null
  /** Of the decoded file; null where the master's own missed its target, or cannot be measured. */
  readonly integratedLufs: number | null
}

/** What the limiter and the landing are told for one try. */
export interface CodecAim {
  readonly limiterCeilingDbtp: number
  /** Over the target, LU: what the codec takes away. */
  readonly loudnessShiftLu: number
}

/** What it took to have a codec's file where it should be. */
export interface CodecMargin extends CodecAim {
  /** Whether the decoded file is under the ceiling; null where nobody asked. */
  readonly held: boolean | null
  /** Files that were encoded, decoded and measured. */
  readonly rounds: number
  /** Loudness of the kept file minus that of the first, LU; null where one is not measurable. */
  readonly loudnessCostLu: number | null
}

/** Whole files that are tried at most. */
export const MOST_ROUNDS = 8
/** From this try on the loudness gives way too: a limiter alone has not done it. */
const QUIETER_FROM_ROUND = 4
/** Below what the last try asks for, so that rounding does not need another round. */
export const HOLD_MARGIN_DB = 0.02
/** A file this near to its loudness is there: 0.1 LU is promised, and another decoder may round otherwise. */
const NEAR_LU = 0.07
/** More than this is not made up for: it lies in bands that the codec leaves out. */
const MOST_SHIFT_LU = 1.5

export interface Tried<File> extends CodecAim {
  readonly file: CheckedFile<File>
}

/**
 * Aims higher by what the codec takes away, and tries lower limiter ceilings until what it makes of the master is under the
 * ceiling; from QUIETER_FROM_ROUND on the whole file is made quieter as well. At most MOST_ROUNDS files in all. Each is encoded,
 * decoded and measured whole: what a codec adds changes with every sample that it is given, and not even in one direction.
 * Kept is, of the files under the ceiling, the one nearest to its loudness (the loudest where none is asked for), else the one
 * least over it.
 */
export const holdAfterCodec = async <File>(
  first: CheckedFile<File>,
  masterCeilingDbtp: number,
  goal: CodecGoal,
  attempt: (aim: CodecAim, round: number) => Promise<Outcome<CheckedFile<File>>>,
): Promise<Outcome<{ readonly file: CheckedFile<File>; readonly margin: CodecMargin }>> => {
  let aim: CodecAim = { limiterCeilingDbtp: masterCeilingDbtp, loudnessShiftLu: 0 }
  const tried: Tried<File>[] = [{ file: first, ...aim }]
  for (let round = 1; round < MOST_ROUNDS; round++) {
    const last = tried.at(-1)?.file ?? first
    const excessDb = excessOf(last, goal)
    const missLu = missOf(last, goal)
    if (excessDb <= 0 && Math.abs(missLu) <= NEAR_LU) break
    const before = aim.loudnessShiftLu
    const quieter = round >= QUIETER_FROM_ROUND
    // What was quiet enough at last is not made louder again.
    if (quieter && excessDb <= 0 && aim.loudnessShiftLu < -HOLD_MARGIN_DB) break
    const shift =
      quieter && excessDb > 0
        ? Math.min(0, before) - excessDb - HOLD_MARGIN_DB
        : Math.max(-MOST_SHIFT_LU, Math.min(MOST_SHIFT_LU, before - missLu))
    // Nothing else to try: as far as it may, or driven in vain.
    if (excessDb <= 0 && (shift === before || last.verdict.status === 'missed')) break
    aim = {
      limiterCeilingDbtp: aim.limiterCeilingDbtp - (excessDb > 0 ? excessDb + HOLD_MARGIN_DB : 0),
      loudnessShiftLu: shift,
    }
    const file = await attempt(aim, round)
    if (!file.ok) return file
    tried.push({ file: file.value, ...aim })
  }
  const best = tried.reduce((kept, one) => (isBetter(one, kept, goal) ? one : kept))
  const { file, limiterCeilingDbtp, loudnessShiftLu } = best
  const loudness = file.check.integratedLufs
  const before = first.check.integratedLufs
  const margin = {
    held: goal.ceilingDbtp === null ? null : excessOf(file, goal) <= 0,
    rounds: tried.length,
    limiterCeilingDbtp,
    loudnessShiftLu,
    loudnessCostLu: loudness === null || before === null ? null : loudness - before,
  }
  return ok({ file, margin })
}

/** dB over the ceiling; a file that cannot be decoded here counts as under it. */
const excessOf = <File>({ check }: CheckedFile<File>, { ceilingDbtp }: CodecGoal): number =>
  ceilingDbtp === null || check.truePeakDbtp === null
    ? Number.NEGATIVE_INFINITY
    : check.truePeakDbtp - ceilingDbtp

/** LU that a file is too loud; 0 where that is not asked, or not measurable. */
const missOf = <File>({ check }: CheckedFile<File>, { integratedLufs }: CodecGoal): number =>
  integratedLufs === null || check.integratedLufs === null
    ? 0
    : check.integratedLufs - integratedLufs

const isBetter = <File>(one: Tried<File>, kept: Tried<File>, goal: CodecGoal): boolean => {
  const excess = excessOf(one.file, goal)
  const keptExcess = excessOf(kept.file, goal)
  if (excess > 0 || keptExcess > 0) return excess < keptExcess
  if (goal.integratedLufs !== null)
    return Math.abs(missOf(one.file, goal)) < Math.abs(missOf(kept.file, goal))
  return (one.file.check.integratedLufs ?? 0) > (kept.file.check.integratedLufs ?? 0)
}
