// What Linux tells of a process. Elsewhere there is no /proc: figures are then null.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** The command line; empty where it cannot be read. */
export const commandOf = (/** @type {number} */ pid) =>
  orNull(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? ''

/**
 * CPU milliseconds of all threads that are alive, to the nanosecond.
 * @param {number} pid
 * @returns {number | null}
 */
export const cpuMsOf = (pid) =>
  orNull(() =>
    readdirSync(`/proc/${pid}/task`)
      .map((thread) =>
        Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
      )
      .reduce((sum, ns) => sum + ns / 1e6, 0),
  )

/** Megabytes (10⁶) resident now and at most since `forgetPeak`. */
export const memoryOf = (/** @type {number} */ pid) =>
  orNull(() => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const field = (/** @type {string} */ name) =>
      (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024) / 1e6
    return { nowMb: field('VmRSS'), peakMb: field('VmHWM') }
  })

/** Starts the peak anew at what is resident now. */
export const forgetPeak = (/** @type {number} */ pid) =>
  orNull(() => writeFileSync(`/proc/${pid}/clear_refs`, '5'))

/**
 * @template T
 * @param {() => T} read
 * @returns {T | null}
 */
const orNull = (read) => {
  try {
    return read()
  } catch {
    return null
  }
}
