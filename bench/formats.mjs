// Seconds of CPU for a minute of audio in each format, beside the format's own program where it is installed.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { buildFormats } from './support/build.mjs'
import { syntheticMix } from './support/mix.mjs'
import { timed } from './support/peers.mjs'
import { say, table } from './support/report.mjs'
import { median } from './support/statistics.mjs'
import { wav } from './support/wav.mjs'

/** What every format here holds. */
const RATE = 48_000

/**
 * The program that does the same, at the same setting.
 * @type {Record<string, (input: string, output: string) => string[]>}
 */
const PEERS = {
  flac: (input, output) => ['flac', '-s', '-f', '-5', '-o', output, input],
  mp3: (input, output) => ['lame', '--quiet', '-b', '320', input, output],
  opus: (input, output) => ['opusenc', '--quiet', '--bitrate', '160', input, output],
  vorbis: (input, output) => ['oggenc', '-Q', '-q', '9', '-o', output, input],
  aac: (input, output) => [
    ...['ffmpeg', '-v', 'error', '-y', '-threads', '1', '-i', input],
    ...['-c:a', 'aac', '-b:a', '256k', '-f', 'ipod', output],
  ],
  alac: (input, output) => [
    ...['ffmpeg', '-v', 'error', '-y', '-threads', '1', '-i', input],
    ...['-c:a', 'alac', '-f', 'ipod', output],
  ],
}

/**
 * @param {{ folder: string, seconds: number, rounds: number }} work
 */
export const benchFormats = async ({ folder, seconds, rounds }) => {
  const openFormats = await buildFormats(folder)
  mkdirSync(folder, { recursive: true })
  const input = join(folder, 'formats.wav')
  const mix = syntheticMix({ seconds, sampleRate: RATE })
  const source = (/** @type {number} */ frame, /** @type {number} */ channel) =>
    mix[channel === 0 ? 0 : 1][frame] ?? 0
  writeFileSync(input, wav({ lengthFrames: seconds * RATE, sampleRate: RATE, source }))
  const perMinute = (/** @type {number[]} */ values) => (median(values) / 1000) * (60 / seconds)
  const rows = []
  for (const { id, name, write } of await openFormats(input)) {
    const peer = PEERS[id]
    const [program = ''] = peer?.(input, join(folder, 'peer')) ?? []
    /** @type {number[]} */
    const ours = []
    /** @type {number[]} */
    const theirs = []
    let sizeBytes = 0
    for (let round = 0; round < rounds; round++) {
      const { cpuMs, sizeBytes: bytes } = await write()
      ours.push(cpuMs)
      sizeBytes = bytes
      if (peer && onPath(program))
        theirs.push(timed(peer(input, join(folder, 'peer')), program).cpuMs)
    }
    rows.push({
      name,
      secondsPerMinute: perMinute(ours),
      peer: theirs.length > 0 ? program : null,
      peerSecondsPerMinute: theirs.length > 0 ? perMinute(theirs) : null,
      bytesPerMinute: (sizeBytes * 60) / seconds,
    })
  }
  say(`\nCPU seconds for a minute of stereo at ${RATE / 1000} kHz, medians of ${rounds} rounds`)
  table(
    ['format', 'ours', 'program', 'its own', 'MB a minute'],
    rows.map((row) => [
      row.name,
      row.secondsPerMinute.toFixed(2),
      row.peer ?? '–',
      row.peerSecondsPerMinute?.toFixed(2) ?? '–',
      (row.bytesPerMinute / 1e6).toFixed(2),
    ]),
  )
  return rows
}
