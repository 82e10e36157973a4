import { spawnSync } from 'node:child_process'
import { onPath } from '../../scripts/on-path.mjs'

export const ffmpegPath = onPath('ffmpeg')

export const FFMPEG_MISSING =
  'ffmpeg is not on PATH: the judgement of the exported file by an independent meter is SKIPPED'

export interface Judgement {
  readonly integratedLufs: number
  /** ffmpeg's own true-peak meter, rounded to 0.1 dB by it. */
  readonly truePeakDbtp: number
  readonly loudnessRangeLu: number
}

/** What ffmpeg writes to standard output, given `input`. Throws what it says when it fails. */
export function runFfmpeg(parameters: readonly string[], input?: Buffer): Buffer {
  const { status, stdout, stderr } = spawnSync(
    ffmpegPath ?? 'ffmpeg',
    ['-hide_banner', '-nostdin', '-v', 'error', ...parameters],
    { input, maxBuffer: 1 << 28 },
  )
  if (status !== 0) throw new Error(`ffmpeg ${parameters.join(' ')}: ${stderr}`)
  return stdout
}

/** What ffmpeg's ebur128 says of a file. Throws when ffmpeg cannot read it. */
export function judge(path: string): Judgement {
  const { status, stderr } = spawnSync(
    ffmpegPath ?? 'ffmpeg',
    ['-hide_banner', '-nostdin', '-i', path, '-af', 'ebur128=peak=true', '-f', 'null', '-'],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  if (status !== 0) throw new Error(`ffmpeg cannot read ${path}: ${stderr.slice(-500)}`)
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'))
  const number = (pattern: RegExp): number =>
    Number(pattern.exec(summary)?.[1]?.replace('-inf', '-Infinity'))
  return {
    integratedLufs: number(/I:\s+(-?[\d.]+|-inf) LUFS/),
    truePeakDbtp: number(/Peak:\s+(-?[\d.]+|-inf) dBFS/),
    loudnessRangeLu: number(/LRA:\s+(-?[\d.]+) LU/),
  }
}

/**
 * The largest sample after ffmpeg's own resampler has taken the file to 384 kHz, dBFS: a true peak by an
 * interpolator of other people's making, to more digits than ebur128 prints.
 */
export function oversampledPeakDbfs(path: string): number {
  const { status, stderr } = spawnSync(
    ffmpegPath ?? 'ffmpeg',
    [
      ...['-hide_banner', '-nostdin', '-i', path],
      ...[
        '-af',
        'aresample=384000:osf=dblp,astats=measure_perchannel=none:measure_overall=Peak_level',
      ],
      ...['-f', 'null', '-'],
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  if (status !== 0) throw new Error(`ffmpeg cannot read ${path}: ${stderr.slice(-500)}`)
  return Number(/Peak level dB: (-?[\d.]+)/.exec(stderr)?.[1])
}
