// Other programs on the same audio, their CPU seconds as the shell's `times` reports them.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { onPath } from '../../scripts/on-path.mjs'

/**
 * Runs a program to its end.
 * @param {string[]} command
 * @param {string} name what a failure calls it
 * @returns {{ wallMs: number, cpuMs: number, output: string }}
 */
export const timed = (command, name = command[0] ?? '') => {
  const start = performance.now()
  const { stdout, stderr, status } = spawnSync(
    'sh',
    ['-c', '"$@" 2>&1; s=$?; times; exit $s', 'sh', ...command],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  )
  const wallMs = performance.now() - start
  // The last two lines are the shell's own time, then that of its children.
  const lines = stdout.trimEnd().split('\n')
  const output = lines.slice(0, -2).join('\n')
  if (status !== 0) throw new Error(`${name} failed: ${(output + stderr).slice(0, 400)}`)
  const [user = 0, system = 0] = (lines.at(-1) ?? '').split(' ').map(secondsOf)
  return { wallMs, cpuMs: (user + system) * 1000, output }
}

/** "0m1.25s" → 1.25 */
const secondsOf = (/** @type {string} */ text) => {
  const [, minutes = 0, seconds = 0] = /(\d+)m([\d.]+)s/.exec(text) ?? []
  return Number(minutes) * 60 + Number(seconds)
}

const quiet = ['-hide_banner', '-nostdin', '-nostats', '-threads', '1']

/** Decoding alone: what every ffmpeg figure holds besides its filter. */
export const ffmpegDecode = (/** @type {string} */ ffmpeg, /** @type {string} */ input) =>
  timed([ffmpeg, ...quiet, '-i', input, '-f', 'null', '-'])

export const ffmpegMeter = (/** @type {string} */ ffmpeg, /** @type {string} */ input) =>
  timed([ffmpeg, ...quiet, '-i', input, '-af', 'ebur128=peak=true', '-f', 'null', '-'])

/**
 * Two-pass loudnorm to `targetLufs`, 24-bit WAV to 24-bit WAV of the same rate.
 * @param {string} ffmpeg
 * @param {{ input: string, output: string, sampleRate: number, targetLufs: number, ceilingDbtp: number }} work
 */
export const ffmpegLoudnorm = (ffmpeg, { input, output, sampleRate, targetLufs, ceilingDbtp }) => {
  const goal = `loudnorm=I=${targetLufs}:TP=${ceilingDbtp}:LRA=11`
  const first = timed([
    ...[ffmpeg, ...quiet, '-i', input],
    ...['-af', `${goal}:print_format=json`, '-f', 'null', '-'],
  ])
  const json = /\{[^{}]*"input_i"[^{}]*\}/.exec(first.output)?.[0]
  if (!json) throw new Error('loudnorm printed no measurement')
  const m = JSON.parse(json)
  const second = timed([
    ...[ffmpeg, ...quiet, '-y', '-i', input, '-af'],
    `${goal}:measured_I=${m.input_i}:measured_TP=${m.input_tp}:measured_LRA=${m.input_lra}:measured_thresh=${m.input_thresh}:offset=${m.target_offset}:linear=true`,
    ...['-ar', String(sampleRate), '-c:a', 'pcm_s24le', output],
  ])
  return { wallMs: first.wallMs + second.wallMs, cpuMs: first.cpuMs + second.cpuMs }
}

const SOX_BANDS_HZ = [40, 90, 200, 500, 1250, 3200, 8000, 14_000]

/** Eight peaking filters in SoX, reading the file included, nothing written. */
export const soxEqualiser = (/** @type {string} */ sox, /** @type {string} */ input) =>
  timed([
    ...[sox, '--single-threaded', input, '-n'],
    ...SOX_BANDS_HZ.flatMap((freqHz) => ['equalizer', String(freqHz), '0.7q', '1']),
  ])

/**
 * Our small program on libebur128, compiled into `folder`; null without a C compiler or the library.
 * @param {string} folder
 */
export const compileEbur128 = (folder) => {
  const compiler = onPath('cc', 'gcc', 'clang')
  const program = join(folder, 'ebur128')
  if (!compiler) return null
  const arguments_ = ['-O3', 'bench/peers/ebur128.c', '-o', program, '-lebur128', '-lm']
  return spawnSync(compiler, arguments_).status === 0 ? program : null
}

/**
 * @param {string} program
 * @param {{ pcm: string, sampleRate: number, channelCount: number }} audio interleaved float32
 */
export const ebur128 = (program, { pcm, sampleRate, channelCount }) => {
  const run = spawnSync(program, [pcm, String(sampleRate), String(channelCount)], {
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error('the libebur128 program failed')
  const [cpuMs = 0, integratedLufs = 0, shortTermLufs = 0, rangeLu = 0, peak = 0] = run.stdout
    .trim()
    .split(' ')
    .map(Number)
  return { cpuMs, integratedLufs, shortTermLufs, rangeLu, truePeakDbtp: 20 * Math.log10(peak) }
}

/** What else has rows of that name in the same table. */
const TAKEN = [
  'analysis',
  'master, one worker',
  'master, two workers',
  'ffmpeg loudnorm, two passes',
]

/**
 * "name=command {in} {out}" → a peer that masters a file. The command goes to a shell; the paths are quoted there.
 * `run` throws where the command fails or writes no file.
 * @param {string} text
 */
export const parsePeer = (text) => {
  const at = text.indexOf('=')
  const name = text.slice(0, Math.max(at, 0)).trim()
  const command = text.slice(at + 1)
  if (name === '' || !command.includes('{in}') || !command.includes('{out}'))
    throw new Error(`--peer wants "name=command {in} {out}", not "${text}"`)
  if (TAKEN.includes(name)) throw new Error(`--peer: "${name}" is a row of our own`)
  const line = command.replace(/"?\{in\}"?/g, '"$1"').replace(/"?\{out\}"?/g, '"$2"')
  return {
    name,
    run: (/** @type {string} */ input, /** @type {string} */ output) => {
      rmSync(output, { force: true })
      const time = timed(['sh', '-c', line, 'sh', input, output], `peer "${name}"`)
      if (!existsSync(output))
        throw new Error(`peer "${name}" wrote no {out}: ${time.output.slice(0, 400)}`)
      return time
    },
  }
}
