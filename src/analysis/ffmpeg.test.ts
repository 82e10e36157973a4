import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { nodeKernels } from '../hosts/node/node-kernels'
import { analyse } from './testing/analyse'
import { music } from './testing/signals'

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'trackmaster-meters-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The last values that ffmpeg's ebur128 filter prints of a file. */
function judged(channels: readonly Float32Array[], sampleRate: number) {
  const length = channels[0]?.length ?? 0
  const interleaved = new Float32Array(length * channels.length)
  channels.forEach((channel, c) => {
    channel.forEach((value, n) => {
      interleaved[n * channels.length + c] = value
    })
  })
  const path = join(folder, `${sampleRate}.f32`)
  writeFileSync(path, interleaved)
  const format = ['-f', 'f32le', '-ar', `${sampleRate}`, '-ac', `${channels.length}`]
  const filter = 'ebur128=peak=true:metadata=1,ametadata=mode=print:file=-'
  const { stdout } = spawnSync(
    'ffmpeg',
    [...format, '-i', path, '-af', filter, '-f', 'null', '-'],
    {
      encoding: 'utf8',
      maxBuffer: 1e8,
    },
  )
  const last = (key: string): number => {
    const at = stdout.lastIndexOf(`lavfi.r128.${key}=`)
    return at < 0 ? Number.NaN : Number.parseFloat(stdout.slice(at + key.length + 12))
  }
  const peaks = channels.map((_, c) => last(`true_peaks_ch${c}`))
  return { integratedLufs: last('I'), loudnessRangeLu: last('LRA'), truePeaks: peaks }
}

describe.skipIf(!hasFfmpeg)('beside ffmpeg ebur128 (skipped where ffmpeg is not installed)', () => {
  test.each([
    [44_100, 11, 0.02],
    [48_000, 12, 0.02],
    [96_000, 13, 0.05],
  ])('a mix at %i Hz reads the same', async (rate, seed, boundLu) => {
    // Long enough that the silence we append for the range, and ffmpeg does not, weighs little.
    const mix = music(20, rate, seed)
    const store = new MemoryPcmStore(rate, 2, false)
    store.append(mix, mix[0]?.length ?? 0)
    const ours = await analyse(store, nodeKernels(), detachedJob)
    const theirs = judged(mix, rate)
    expect(Math.abs((ours.loudness.integratedLufs ?? 0) - theirs.integratedLufs)).toBeLessThan(
      boundLu,
    )
    expect(Math.abs((ours.loudness.loudnessRangeLu ?? 0) - theirs.loudnessRangeLu)).toBeLessThan(
      0.3,
    )
    // It interpolates by 192 kHz with a short filter, so it may read low (Tech 3341: −0.4, +0.2 dB).
    const theirPeak = 20 * Math.log10(Math.max(...theirs.truePeaks))
    expect(ours.truePeakDbtp - theirPeak).toBeLessThan(0.4)
    expect(ours.truePeakDbtp - theirPeak).toBeGreaterThan(-0.2)
  })
})
