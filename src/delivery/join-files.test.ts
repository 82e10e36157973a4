import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { hasCommand, run } from '../codec/testing/commands'
import { programme } from '../codec/write/testing/write-for-test'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { sliceReader } from '../core/slice-reader'
import type { FormatId } from './formats/registry'
import { memoryFileServices } from './testing/memory-files'
import { writeFile } from './write-file'

const FRAMES = 40_000
/**
 * No whole number of any codec's frames; ahead of it an encoder has come up to its bit rate, and behind it are several pages of Ogg:
 * of a file of one page ffmpeg tells another length than libvorbis.
 */
const CUT_FRAME = 20_503
/** Either side of the cut: longer than any codec's block. */
const NEAR_FRAMES = 4096
const STEP_FRAMES = 256
/** dB that a codec's error may be larger by where files meet than where they do not; a codec's own differs by as much. */
const SEAM_DB = 4

const FORMATS: readonly (readonly [FormatId, string, number])[] = [
  ['mp3', 'cbr-320', 44_100],
  ['mp3', 'vbr-0', 44_100],
  ['opus', '160', 48_000],
  ['vorbis', '2', 44_100],
  ['aac', '256', 44_100],
]

const services = memoryFileServices()
const folder = mkdtempSync(join(tmpdir(), 'joined-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The left channels of files, as ffmpeg decodes them: at one start, which costs more than the work. */
const decoded = (files: readonly Uint8Array[]): readonly Float32Array[] => {
  const paths = files.map((_, index) => join(folder, `file-${index}`))
  for (const [index, path] of paths.entries()) writeFileSync(path, files[index] ?? '')
  const inputs = paths.flatMap((path) => ['-i', path])
  const raw = ['-f', 'f32le', '-c:a', 'pcm_f32le']
  const outputs = paths.flatMap((path, index) => ['-map', `${index}:a`, ...raw, `${path}.raw`])
  run('ffmpeg', ['-y', ...inputs, ...outputs])
  return paths.map((path) => {
    const both = new Uint8Array(readFileSync(`${path}.raw`))
    return new Float32Array(both.buffer).filter((_, i) => i % 2 === 0)
  })
}
const NONE = new Float32Array(0)

/** Noise and two tones that go on over the cut. */
const music = programme(FRAMES, 2, 0.3).map((plane) =>
  plane.map((value, i) => 0.3 * value + 0.2 * Math.sin(0.021 * i) + 0.1 * Math.sin(0.0057 * i + 1)),
)

describe.skipIf(!hasCommand('ffmpeg'))('files of what goes on over their cut', () => {
  it.each(FORMATS)('%s %s: joined again as if it were never cut', async (id, quality, rate) => {
    const store = new MemoryPcmStore(rate, 2, false)
    store.append(music, FRAMES)
    const choices = { depth: '24', dither: 'none', quality, blankSilence: true } as const
    const parts = [
      [0, CUT_FRAME],
      [CUT_FRAME, FRAMES],
    ] as const
    const written = [await writeFile(store, id, choices, services)]
    for (const [fromFrame, toFrame] of parts) {
      const whole = { reader: store, fromFrame }
      const part = sliceReader(store, fromFrame, toFrame)
      written.push(await writeFile(part, id, choices, services, undefined, whole))
    }
    const [uncut = NONE, ...decodedParts] = decoded(written.map(({ file }) => file))
    const joined = new Float32Array(FRAMES)
    for (const [index, [fromFrame, toFrame]] of parts.entries()) {
      const lengthFrames = toFrame - fromFrame
      const part = decodedParts[index] ?? NONE
      // ffmpeg leaves the last packet of M4A whole.
      const beyond = part.length - lengthFrames
      if (id === 'aac') expect(beyond).toBeLessThan(1024)
      else expect(beyond).toBe(0)
      joined.set(part.subarray(0, lengthFrames), fromFrame)
    }
    const errorDb = (samples: Float32Array, from: number, frames: number): number => {
      let energy = 0
      for (let i = from; i < from + frames; i++)
        energy += ((samples[i] ?? 0) - (music[0]?.[i] ?? 0)) ** 2
      return 10 * Math.log10(energy / frames)
    }
    const steps = Array.from({ length: (2 * NEAR_FRAMES) / STEP_FRAMES }, (_, step) => {
      const from = CUT_FRAME - NEAR_FRAMES + step * STEP_FRAMES
      return { near: errorDb(joined, from, STEP_FRAMES), own: errorDb(uncut, from, STEP_FRAMES) }
    })
    const worstOwn = Math.max(...steps.map(({ own }) => own))
    const worstNear = Math.max(...steps.map(({ near }) => near))
    expect(worstNear).toBeLessThan(worstOwn + SEAM_DB)
  })
})
