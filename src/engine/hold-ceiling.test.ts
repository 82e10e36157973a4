import { beforeAll, describe, expect, it } from 'vitest'
import { syntheticMix } from '../../bench/support/mix.mjs'
import { freshRecipe } from '../chain/recipe'
import { ffmpegSays, hasCommand } from '../codec/testing/commands'
import type { FormatId } from '../delivery/formats/registry'
import { DEFAULT_DELIVERY } from '../delivery/settings'
import { nodeEngine } from '../hosts/node/node-engine'
import { RATE, wavFile } from './testing/mix-file'
import { must } from './testing/must'

const SECONDS = 3
const CEILING_DBTP = -1
/** ffmpeg prints one decimal, and its meter looks at 4 points a sample. */
const JUDGE_DB = 0.1
/** LU: what is promised of a file whose master is on its target. */
const SAME_LOUDNESS_LU = 0.15

/** Where codecs are at their worst: few bits, and a master that is loud. */
const CODECS: readonly (readonly [FormatId, string])[] = [
  ['mp3', 'cbr-128'],
  ['opus', '96'],
  ['vorbis', '2'],
  ['aac', '128'],
]

describe.skipIf(!hasCommand('ffmpeg'))('a held ceiling, as ffmpeg decodes and measures', () => {
  const engine = nodeEngine()
  const recipe = freshRecipe({
    destinationId: 'custom',
    styleId: 'clean',
    targetLufs: -10,
    ceilingDbtp: CEILING_DBTP,
  })
  beforeAll(async () => {
    const source = await wavFile(syntheticMix({ seconds: SECONDS, sampleRate: RATE, drums: 0.6 }))
    must(await engine.open('t', source, null, {}))
    must(await engine.master('t', recipe, {}))
  })

  it.each(CODECS)('%s at %s: held, and said so', async (format, quality) => {
    const settings = { ...DEFAULT_DELIVERY, format, quality, holdCeiling: true }
    const { file, check, margin, verdict } = must(await engine.export('t', settings, {}, {}))
    const said = ffmpegSays(new Uint8Array(await file.arrayBuffer()), [
      ...['-af', 'ebur128=peak=true', '-f', 'null'],
    ])
    const summary = said.slice(said.lastIndexOf('Summary:'))
    const numberOf = (label: string) =>
      Number(new RegExp(`${label}:\\s+(-?[\\d.]+)`).exec(summary)?.[1])
    const isHeld = (check.truePeakDbtp ?? 0) <= CEILING_DBTP
    expect(margin).toMatchObject({ held: isHeld })
    expect(isHeld).toBe(true)
    const differsDb = Math.abs(numberOf('Peak') - (check.truePeakDbtp ?? 0))
    expect(differsDb).toBeLessThan(JUDGE_DB)
    const heard = numberOf('I')
    if (verdict.status === 'hit')
      expect(Math.abs(heard - recipe.targetLufs)).toBeLessThan(SAME_LOUDNESS_LU)
    // A loudness that was not reached is told.
    else expect(verdict).toMatchObject({ status: 'missed', reason: expect.any(String) })
  })
})
