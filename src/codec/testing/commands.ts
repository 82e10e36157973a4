import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from '../../hosts/node/find-program'

/** Whether a program is on the PATH; tests that need it as an independent judge skip without it. */
export const hasCommand = (name: string): boolean => findProgram(name) !== null

/** Runs a program with `input` on its standard input; what it writes to standard output. */
export const run = (
  name: string,
  args: readonly string[],
  input: Uint8Array = new Uint8Array(0),
): Uint8Array =>
  new Uint8Array(
    execFileSync(name, args, { input, maxBuffer: 2 ** 28, stdio: ['pipe', 'pipe', 'ignore'] }),
  )

/** Runs a program: what it writes, and what it complains of. */
export const runWithComplaints = (
  name: string,
  args: readonly string[],
): { readonly stdout: string; readonly stderr: string } =>
  spawnSync(name, args, { encoding: 'utf8', maxBuffer: 2 ** 28 })

/** What ffmpeg is to make of an input. */
export interface FfmpegJob {
  readonly input: Uint8Array
  readonly extension: string
  readonly args: readonly string[]
}

/** What ffmpeg makes of each input, in files: one start for them all, which is what one of so little audio costs. */
export const ffmpegFiles = (jobs: readonly FfmpegJob[]): readonly Uint8Array[] => {
  const folder = mkdtempSync(join(tmpdir(), 'ffmpeg-files-'))
  try {
    const inputs = jobs.flatMap(({ input }, k) => {
      const path = join(folder, `in-${k}`)
      writeFileSync(path, input)
      return ['-i', path]
    })
    const pathOf = (k: number): string => join(folder, `out-${k}.${jobs[k]?.extension}`)
    const outputs = jobs.flatMap(({ args }, k) => [
      ...['-map', `${k}:a`, '-map_metadata', String(k), '-map_chapters', String(k)],
      ...[...EXACT, ...args, pathOf(k)],
    ])
    run('ffmpeg', ['-y', ...inputs, ...outputs])
    return jobs.map((_, k) => new Uint8Array(readFileSync(pathOf(k))))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const EXACT = ['-fflags', '+bitexact', '-flags:a', '+bitexact']

/** What ffmpeg makes of `input` in a file: containers whose heads are finished at the end come out whole. */
export const ffmpegFile = (
  input: Uint8Array,
  extension: string,
  args: readonly string[],
): Uint8Array => {
  const folder = mkdtempSync(join(tmpdir(), 'ffmpeg-file-'))
  try {
    const path = join(folder, `a.${extension}`)
    run('ffmpeg', ['-i', '-', ...EXACT, ...args, '-y', path], input)
    return new Uint8Array(readFileSync(path))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The channels that ffmpeg decodes, as float WAV, of a file it may have to seek in. */
export const ffmpegWav = (file: Uint8Array, args: readonly string[] = []): Uint8Array => {
  const folder = mkdtempSync(join(tmpdir(), 'ffmpeg-wav-'))
  try {
    const path = join(folder, 'a')
    writeFileSync(path, file)
    return run('ffmpeg', ['-i', path, ...args, '-c:a', 'pcm_f32le', '-f', 'wav', '-'])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What ffmpeg says of a file it may have to seek in. */
export const ffmpegSays = (file: Uint8Array, args: readonly string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ffmpeg-says-'))
  try {
    const path = join(folder, 'a')
    writeFileSync(path, file)
    return runWithComplaints('ffmpeg', ['-hide_banner', '-i', path, ...args, '-']).stderr
  } finally {
    rmSync(folder, { recursive: true })
  }
}
