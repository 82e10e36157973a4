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

/**
 * No whole number of any codec's frames, and far enough in that no encoder is given all that lies ahead: FFmpeg's AAC encoder is
 * 11 dB worse behind the second with a third of a second ahead of it.
 */
const CUT_FRAME = 20_503
const LATE_CUT_FRAME = 47_017
/** Behind the cut are several pages of Ogg: of a file of one page ffmpeg tells another length than libvorbis. */
const BEHIND_FRAMES = 20_000
/** Either side of the cut: longer than any codec's block. */
const NEAR_FRAMES = 4096
const STEP_FRAMES = 256
/** dB that a codec's error may be larger by where files meet than where they do not; a codec's own differs by as much. */
const SEAM_DB = 4

const FORMATS: readonly (readonly [FormatId, string, number, number])[] = [
  ['mp3', 'cbr-320', 44_100, CUT_FRAME],
  ['mp3', 'vbr-0', 44_100, CUT_FRAME],
  ['opus', '160', 48_000, CUT_FRAME],
  ['vorbis', '2', 44_100, CUT_FRAME],
  ['aac', '256', 44_100, LATE_CUT_FRAME],
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
const music = programme(LATE_CUT_FRAME + BEHIND_FRAMES, 2, 0.3).map((plane) =>
  plane.map((value, i) => 0.3 * value + 0.2 * Math.sin(0.021 * i) + 0.1 * Math.sin(0.0057 * i + 1)),
)

describe.skipIf(!hasCommand('ffmpeg'))('files of what goes on over their cut', () => {
  it.each(FORMATS)(
    '%s %s at %i Hz, cut at %i: joined again as if it were never cut',
    async (id, quality, rate, cutFrame) => {
      const lengthFrames = cutFrame + BEHIND_FRAMES
      const store = new MemoryPcmStore(rate, 2, false)
      store.append(music, lengthFrames)
      const choices = { depth: '24', dither: 'none', quality, blankSilence: true } as const
      const parts = [
        [0, cutFrame],
        [cutFrame, lengthFrames],
      ] as const
      const written = [await writeFile(store, id, choices, services)]
      for (const [fromFrame, toFrame] of parts) {
        const whole = { reader: store, fromFrame }
        const part = sliceReader(store, fromFrame, toFrame)
        written.push(await writeFile(part, id, choices, services, undefined, whole))
      }
      const [uncut = NONE, ...decodedParts] = decoded(written.map(({ file }) => file))
      const joined = new Float32Array(lengthFrames)
      for (const [index, [fromFrame, toFrame]] of parts.entries()) {
        const partFrames = toFrame - fromFrame
        const part = decodedParts[index] ?? NONE
        // ffmpeg leaves the last packet of M4A whole.
        const beyond = part.length - partFrames
        if (id === 'aac') expect(beyond).toBeLessThan(1024)
        else expect(beyond).toBe(0)
        joined.set(part.subarray(0, partFrames), fromFrame)
      }
      const errorDb = (samples: Float32Array, from: number, frames: number): number => {
        let energy = 0
        for (let i = from; i < from + frames; i++)
          energy += ((samples[i] ?? 0) - (music[0]?.[i] ?? 0)) ** 2
        return 10 * Math.log10(energy / frames)
      }
      const steps = Array.from({ length: (2 * NEAR_FRAMES) / STEP_FRAMES }, (_, step) => {
        const from = cutFrame - NEAR_FRAMES + step * STEP_FRAMES
        return { near: errorDb(joined, from, STEP_FRAMES), own: errorDb(uncut, from, STEP_FRAMES) }
      })
      const worstOwn = Math.max(...steps.map(({ own }) => own))
      const worstNear = Math.max(...steps.map(({ near }) => near))
      expect(worstNear).toBeLessThan(worstOwn + SEAM_DB)
    },
  )
})
