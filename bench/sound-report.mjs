// The table of the part "sound", and what the goals say of it.
import { say, table } from './support/report.mjs'

const OURS = 'TrackMaster'
const NEAR_LU = 0.05
/** On no song more than this below the best peer. */
const BEHIND = 0.1
/** Least grade by target: of the median, and of the worst song. */
const GOALS = { '-14': [-0.2, -0.2], '-9': [-0.05, -0.8], '-7': [-0.4, Number.NEGATIVE_INFINITY] }

const text = (/** @type {number} */ value) => (Number.isFinite(value) ? value.toFixed(2) : '–')
const sorted = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b)
const median = (/** @type {number[]} */ values) =>
  sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN

/**
 * @param {object[]} rows of every song, target and system
 * @param {number[]} targetsLufs
 * @param {number} ceilingDbtp
 */
export const reportSound = (rows, targetsLufs, ceilingDbtp) => {
  const systems = [...new Set(rows.map(({ system }) => system))]
  const isGraded = rows.some(({ theirs }) => theirs !== null)
  for (const targetLufs of targetsLufs) {
    say(
      `\n${targetLufs} LUFS, ${ceilingDbtp} dBTP, all held to both (peak read by ffmpeg; "down": turned down by, to hold it)`,
    )
    table(
      [
        '',
        'grade median',
        'worst',
        ...(isGraded ? ['other grader', 'worst'] : []),
        'off, LU',
        'dBTP',
        'down',
        's',
      ],
      systems.map((system) => {
        const own = rows.filter((row) => row.system === system && row.targetLufs === targetLufs)
        const all = (/** @type {string} */ key) => own.map((row) => row[key] ?? 0)
        const grades = (/** @type {string} */ key) => [
          text(median(all(key))),
          text(Math.min(...all(key))),
        ]
        return [
          system,
          ...grades('grade'),
          ...(isGraded ? grades('theirs') : []),
          text(Math.max(...all('offLu').map(Math.abs))),
          text(Math.max(...all('peakDbtp'))),
          text(Math.max(...all('trimDb'))),
          text(all('ms').reduce((sum, ms) => sum + ms, 0) / own.length / 1000),
        ]
      }),
    )
  }
  say('')
  for (const line of missedGoals(rows, targetsLufs, ceilingDbtp)) say(line)
}

/** A sentence for each goal that is missed, or one that none is. */
const missedGoals = (rows, targetsLufs, ceilingDbtp) => {
  const missed = []
  for (const key of ['grade', 'theirs'])
    for (const targetLufs of targetsLufs) {
      const here = rows.filter((row) => row.targetLufs === targetLufs && row[key] !== null)
      const own = here.filter(({ system }) => system === OURS)
      const by = key === 'grade' ? '' : ' by the other grader'
      const at = `${targetLufs} LUFS${by}`
      if (own.length === 0) continue
      const ours = own.map((row) => row[key])
      const [leastMedian, leastWorst] = GOALS[targetLufs] ?? [-4, -4]
      if (median(ours) < leastMedian) missed.push(`${at}: median ${text(median(ours))}`)
      if (Math.min(...ours) < leastWorst) missed.push(`${at}: worst ${text(Math.min(...ours))}`)
      for (const { song, offLu, peakDbtp, ...row } of own) {
        if (Math.abs(offLu) > NEAR_LU) missed.push(`${at}, ${song}: off by ${text(offLu)} LU`)
        if (peakDbtp > ceilingDbtp) missed.push(`${at}, ${song}: peak ${text(peakDbtp)} dBTP`)
        // Who is short of the target has an easier task.
        const others = here.filter(
          (other) => other.song === song && other.system !== OURS && other.offLu >= -NEAR_LU,
        )
        const best = others.reduce((most, other) => (other[key] > most[key] ? other : most), row)
        if (best[key] - row[key] > BEHIND)
          missed.push(
            `${at}, ${song}: ${text(row[key])} beside ${text(best[key])} of ${best.system}`,
          )
      }
      for (const system of new Set(here.map((row) => row.system))) {
        const theirs = here.filter((row) => row.system === system).map((row) => row[key])
        if (median(theirs) > median(ours))
          missed.push(`${at}: median behind ${system} (${text(median(theirs))})`)
      }
    }
  return missed.length > 0 ? ['goals missed:', ...new Set(missed)] : ['every goal is met']
}
