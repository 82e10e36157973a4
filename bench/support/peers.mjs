// Other programs on the same file, their CPU seconds as the shell's `times` reports them.
import { spawnSync } from 'node:child_process'

/**
 * Runs a program to its end.
 * @param {string[]} command
 * @returns {{ wallMs: number, cpuMs: number, output: string }}
 */
export const timed = (command) => {
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
  if (status !== 0) throw new Error(`${command[0]} failed: ${(stdout + stderr).slice(-400)}`)
  const [user = 0, system = 0] = (stdout.trimEnd().split('\n').at(-1) ?? '')
    .split(' ')
    .map(secondsOf)
  return { wallMs, cpuMs: (user + system) * 1000, output: stdout }
}

/** "0m1.25s" → 1.25 */
const secondsOf = (text) => {
  const [, minutes = 0, seconds = 0] = /(\d+)m([\d.]+)s/.exec(text) ?? []
  return Number(minutes) * 60 + Number(seconds)
}

const quiet = ['-hide_banner', '-nostdin', '-nostats']

/** Decoding alone: what every ffmpeg figure holds besides its filter. */
export const ffmpegDecode = (ffmpeg, input) =>
  timed([ffmpeg, ...quiet, '-threads', '1', '-i', input, '-f', 'null', '-'])

export const ffmpegMeter = (ffmpeg, input) =>
  timed([
    ffmpeg,
    ...quiet,
    '-threads',
    '1',
    '-i',
    input,
    '-af',
    'ebur128=peak=true',
    '-f',
    'null',
    '-',
  ])

/** Two-pass loudnorm to `targetLufs`, 24-bit WAV to 24-bit WAV. */
export const ffmpegLoudnorm = (ffmpeg, input, output, targetLufs, ceilingDbtp) => {
  const goal = `loudnorm=I=${targetLufs}:TP=${ceilingDbtp}:LRA=11`
  const first = timed([
    ...[ffmpeg, ...quiet, '-threads', '1', '-i', input],
    ...['-af', `${goal}:print_format=json`, '-f', 'null', '-'],
  ])
  const json = /\{[^{}]*"input_i"[^{}]*\}/.exec(first.output)?.[0]
  if (!json) throw new Error('loudnorm printed no measurement')
  const m = JSON.parse(json)
  const second = timed([
    ...[ffmpeg, ...quiet, '-threads', '1', '-y', '-i', input, '-af'],
    `${goal}:measured_I=${m.input_i}:measured_TP=${m.input_tp}:measured_LRA=${m.input_lra}:measured_thresh=${m.input_thresh}:offset=${m.target_offset}:linear=true`,
    ...['-ar', '48000', '-c:a', 'pcm_s24le', output],
  ])
  return { wallMs: first.wallMs + second.wallMs, cpuMs: first.cpuMs + second.cpuMs }
}
