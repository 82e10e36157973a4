import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import { sin } from '../../dsp/elementary'
import { kaiserAt, kaiserBeta, kaiserOrder } from '../../dsp/filters/kaiser'
import type { Kernels } from '../../dsp/kernels'
import type { Segment } from '../segments'
import { THIRD_BANDS } from '../spectrum'
import { BLOCKS_PER_SECOND, type BlockLevels, blockCount, blockPower, blockStart } from './blocks'
import { inSegment, spread } from './spectral-windows'
import { StereoTransform } from './stereo-transform'

/** Rate of the thinned-out audio, at least: mains lines reach 600 Hz. */
const LOW_RATE_HZ = 2000
/** Two seconds: bins of half a hertz. */
const SIZE = 4096
const PASS_HZ = 620
const STOP_DB = 70
/** Evenly spread over the track. */
const MOST_WINDOWS = 10
/** … and the quietest of each segment, where the noise of the room is heard. */
const QUIET_WINDOWS = 1
const QUIET_BLOCKS = 41
/** Up to here lines are kept. */
const LINES_TO_HZ = 640
const SUBSONIC_HZ = [5, 25] as const
const BASS_HZ = [40, 120] as const
const LOW_END_HZ = [20, 120] as const

/** What two seconds below 640 Hz tell. Powers are relative to a full-scale sine. */
export interface LowRow {
  readonly startFrame: number
  readonly seconds: number
  /** Chosen for being quiet, not by its place. */
  readonly isQuiet: boolean
  /** Mean of both channels per bin of `binHz`. */
  readonly lines: Float32Array
  readonly binHz: number
  readonly subsonic: number
  readonly bass: number
  /** Of 20–120 Hz. */
  readonly mid: number
  readonly side: number
  /** The same per band of THIRD_BANDS up to BASS_THIRDS. */
  readonly midThirds: Float32Array
  readonly sideThirds: Float32Array
}

/** Third octaves of the bass, 20 to 100 Hz. */
export const BASS_THIRDS = 8

/** Rows of the windows that begin in a segment. `levels`: of its blocks, the first of them `firstBlock`. */
export const lowRows = async (
  reader: PcmReader,
  segment: Segment,
  levels: BlockLevels,
  firstBlock: number,
  kernels: Kernels,
  job: JobContext,
): Promise<readonly LowRow[]> => {
  const { sampleRate, channelCount, lengthFrames } = reader
  const factor = Math.max(1, Math.floor(sampleRate / LOW_RATE_HZ))
  const taps = lowPassTaps(factor, sampleRate)
  const needed = SIZE * factor + taps.length
  if (lengthFrames < needed) return []
  const last = lengthFrames - needed
  const even = inSegment(spread(lengthFrames, needed, MOST_WINDOWS), segment)
  const quiet = quietest(levels).map((block) => blockStart(firstBlock + block, sampleRate))
  const starts = [
    ...even.map((start) => ({ start, isQuiet: false })),
    ...quiet.map((start) => ({ start: Math.min(start, last), isQuiet: true })),
  ]
  const scope = kernels.scope()
  try {
    const transform = new StereoTransform(kernels, scope, SIZE)
    const region = scope.f32(taps.length)
    region.view.set(taps)
    const audio = Array.from({ length: channelCount }, () => scope.f32(needed))
    const views = audio.map(({ view }) => view)
    const rows: LowRow[] = []
    for (const [k, { start, isQuiet }] of starts.entries()) {
      reader.read(start, views, needed)
      for (const [side, { pointer }] of transform.input.entries()) {
        const from = audio[side] ?? audio[0]
        kernels.call.decimate(
          from?.pointer ?? 0,
          region.pointer,
          taps.length,
          factor,
          pointer,
          SIZE,
        )
      }
      transform.run()
      rows.push(rowOf(transform, sampleRate / factor, start, isQuiet))
      job.report((k + 1) / starts.length)
      const pause = job.checkpoint()
      if (pause) await pause
    }
    return rows
  } finally {
    scope.release()
  }
}

const rowOf = (
  { left, right, crossRe, size }: StereoTransform,
  lowRate: number,
  startFrame: number,
  isQuiet: boolean,
): LowRow => {
  const binHz = lowRate / size
  const count = Math.floor(LINES_TO_HZ / binHz)
  const both = new Float64Array(count)
  const mid = new Float64Array(count)
  const side = new Float64Array(count)
  for (let k = 0; k < count; k++) {
    const power = ((left[k] ?? 0) + (right[k] ?? 0)) / 2
    const cross = crossRe[k] ?? 0
    both[k] = power
    mid[k] = (power + cross) / 2
    side[k] = (power - cross) / 2
  }
  const sum = ([low, high]: readonly [number, number], of: Float64Array): number => {
    const to = Math.floor(high / binHz)
    let total = 0
    for (let k = Math.ceil(low / binHz); k <= to; k++) total += of[k] ?? 0
    return total
  }
  const thirds = (of: Float64Array): Float32Array =>
    Float32Array.from({ length: BASS_THIRDS }, (_, band) =>
      sum([THIRD_BANDS.edgeHz(band), THIRD_BANDS.edgeHz(band + 1)], of),
    )
  return {
    startFrame,
    seconds: size / lowRate,
    isQuiet,
    lines: Float32Array.from(both),
    binHz,
    subsonic: sum(SUBSONIC_HZ, both),
    bass: sum(BASS_HZ, both),
    mid: sum(LOW_END_HZ, mid),
    side: sum(LOW_END_HZ, side),
    midThirds: thirds(mid),
    sideThirds: thirds(side),
  }
}

/** First blocks of the quietest stretches of two seconds that do not overlap; digital silence tells nothing. */
const quietest = (levels: BlockLevels): readonly number[] => {
  const count = blockCount(levels) - QUIET_BLOCKS
  const sums: { readonly block: number; readonly power: number }[] = []
  for (let block = 0; block <= count; block += BLOCKS_PER_SECOND / 4) {
    let power = 0
    for (let k = block; k < block + QUIET_BLOCKS; k++) power += blockPower(levels, k)
    if (power > 0) sums.push({ block, power })
  }
  const chosen: number[] = []
  for (const { block } of sums.toSorted((a, b) => a.power - b.power)) {
    if (chosen.length >= QUIET_WINDOWS) break
    if (chosen.every((other) => Math.abs(other - block) >= QUIET_BLOCKS)) chosen.push(block)
  }
  return chosen
}

/** A low-pass that lets nothing fold back below PASS_HZ when one sample in `factor` is kept. */
const lowPassTaps = (factor: number, sampleRate: number): Float32Array => {
  if (factor === 1) return Float32Array.of(1, 0, 0, 0)
  const lowRate = sampleRate / factor
  const cut = lowRate / 2 / sampleRate
  const width = (lowRate - 2 * PASS_HZ) / sampleRate
  const count = Math.ceil((kaiserOrder(STOP_DB, width) + 1) / 4) * 4
  const beta = kaiserBeta(STOP_DB)
  const taps = Float64Array.from({ length: count }, (_, n) => {
    const m = n - (count - 1) / 2
    return (sin(2 * Math.PI * cut * m) / m) * kaiserAt(m / (count / 2), beta)
  })
  const sum = taps.reduce((total, tap) => total + tap, 0)
  return Float32Array.from(taps, (tap) => tap / sum)
}
