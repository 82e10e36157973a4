// Another program's output, brought to a loudness and held to a ceiling, so that nobody wins by level.
import { timed } from './support/peers.mjs'

const NEAR_LU = 0.04
const STEPS = 14
/** A limiter answers more drive with less than that. */
const STRIDE = 1.3

/**
 * Drives `run` until its output is at `targetLufs` and under `ceilingDbtp`: what goes over is turned down, which is what a lower
 * ceiling of its own would be, and driven harder. Secant on what it gave, held in a bracket. What came nearest is left at `made`.
 * @param {object} work
 * @param {string} work.ffmpeg
 * @param {(driveDb: number) => number} work.run writes `raw` and returns its milliseconds
 * @param {(path: string) => Promise<{ integratedLufs: number, truePeakDbtp: number }>} work.measure
 * @param {string} work.raw
 * @param {string} work.made
 * @param {number} work.startDb
 * @param {number} work.targetLufs
 * @param {number} work.ceilingDbtp
 * @param {number} [work.mostDb] as far as it can be driven
 * @returns {Promise<{ ms: number, trimDb: number }>} of the run that was kept; trimDb: turned down afterwards
 */
export const bring = async ({
  ffmpeg,
  run,
  measure,
  raw,
  made,
  startDb,
  targetLufs,
  ceilingDbtp,
  mostDb = 60,
}) => {
  let low = -60
  let high = mostDb
  let driveDb = Math.min(startDb, mostDb)
  let kept = { missLu: Number.POSITIVE_INFINITY, ms: 0, trimDb: 0 }
  for (let step = 0; step < STEPS; step++) {
    const ms = run(driveDb)
    const { integratedLufs, truePeakDbtp } = await measure(raw)
    const trimDb = Math.max(0, truePeakDbtp - ceilingDbtp)
    const shortLu = targetLufs - (integratedLufs - trimDb)
    if (Math.abs(shortLu) < kept.missLu) {
      kept = { missLu: Math.abs(shortLu), ms, trimDb }
      const down = ['-af', `volume=${-trimDb}dB`, '-c:a', 'pcm_f32le', made]
      timed([ffmpeg, '-v', 'error', '-y', '-i', raw, ...down])
    }
    if (Math.abs(shortLu) <= NEAR_LU || (shortLu > 0 && driveDb >= mostDb)) break
    if (shortLu > 0) low = driveDb
    else high = driveDb
    if (high - low < NEAR_LU / 2) break
    const next = driveDb + STRIDE * shortLu
    driveDb = next > low && next < high ? next : (low + high) / 2
    if (next >= high && high === mostDb) driveDb = mostDb
  }
  return kept
}
