// What Linux tells of a process. Elsewhere there is no /proc: figures are then null.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** The command line; empty where it cannot be read. */
export const commandOf = (/** @type {number} */ pid) =>
  orNull(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? ''

/** Linux counts in hundredths of a second, whatever its own timer does. */
const MS_PER_TICK = 10

/**
 * CPU milliseconds of a process, to 10 ms: all of its threads, those that ended too (a page replaces its workers).
 * @param {number | string} pid
 * @returns {number | null}
 */
export const cpuMsOf = (pid) =>
  orNull(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [userTicks, systemTicks] = fields.slice(11, 13).map(Number)
    return ((userTicks ?? 0) + (systemTicks ?? 0)) * MS_PER_TICK
  })

/**
 * CPU milliseconds of each thread of a process that is alive, to 10 ms.
 * @param {number} pid
 * @returns {Map<string, number> | null}
 */
export const threadsCpuMsOf = (pid) =>
  orNull(
    () =>
      new Map(
        readdirSync(`/proc/${pid}/task`).map((thread) => [
          thread,
          cpuMsOf(`${pid}/task/${thread}`) ?? 0,
        ]),
      ),
  )

/** Megabytes (10⁶) resident now and at most since `forgetPeak`. */
export const memoryOf = (/** @type {number} */ pid) =>
  orNull(() => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const field = (/** @type {string} */ name) =>
      (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024) / 1e6
    return { nowMb: field('VmRSS'), peakMb: field('VmHWM') }
  })

const PAGE_BYTES = 4096

/**
 * Megabytes (10⁶) that the processes of the browser with this profile have touched for the first time since they began: their
 * minor page faults. Those of processes that ended are lost.
 * @param {string} profile
 * @returns {number | null}
 */
export const touchedMb = (profile) =>
  orNull(() => {
    const faults = processesOf(profile).map(({ stat }) => stat?.minorFaults ?? 0)
    return (faults.reduce((sum, count) => sum + count, 0) * PAGE_BYTES) / 1e6
  })

/**
 * Megabytes (2²⁰) of their own that the processes of the browser with this profile hold now: anonymous and shared memory, the latter
 * by its share; no files that are mapped. Null: not Linux.
 * @param {string} profile
 * @returns {number | null}
 */
export const ownMb = (profile) =>
  orNull(() => {
    const kilobytes = processesOf(profile).map(({ pid }) => {
      // One that ends meanwhile holds nothing.
      const text = orNull(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? ''
      const field = (/** @type {string} */ name) =>
        Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0)
      return field('Pss_Anon') + field('Pss_Shmem')
    })
    return kilobytes.reduce((sum, kb) => sum + kb, 0) / 1024
  })

/** The browser with this profile and all that it started. @param {string} profile */
const processesOf = (profile) => {
  const parents = new Map()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)))
    parents.set(
      Number(name),
      orNull(() => statOf(Number(name))),
    )
  const isRoot = (/** @type {number} */ pid) => {
    const command = commandOf(pid)
    return command.includes(`--user-data-dir=${profile}`) && !command.includes('--type=')
  }
  const roots = [...parents.keys()].filter(isRoot)
  const isOurs = (/** @type {number} */ pid) => {
    for (let at = pid; at > 1; at = parents.get(at)?.parent ?? 0)
      if (roots.includes(at)) return true
    return false
  }
  return [...parents].filter(([pid]) => isOurs(pid)).map(([pid, stat]) => ({ pid, stat }))
}

/** proc(5), "stat": what follows the command's closing bracket. @param {number} pid */
const statOf = (pid) => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { parent: Number(fields[1]), minorFaults: Number(fields[7]) }
}

/** Has the system give up the files that it keeps in memory, where this process may; false where it may not. */
export const dropCaches = () => {
  spawnSync('sync')
  return (
    orNull(() => {
      writeFileSync('/proc/sys/vm/drop_caches', '3')
      return true
    }) ?? false
  )
}

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
