import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import { ended, startCommandLine } from './support/command-line'
import { expect, test } from './support/test'

const RATE = 44_100
/** The second is long enough to be interrupted. */
const FILES = [
  ['a.wav', 1],
  ['b.wav', 10],
] as const

test('Ctrl-C ends the command line at once: 130, one sentence, and nothing half-written', async ({
  folder,
}) => {
  for (const [name, seconds] of FILES) {
    const channels = syntheticMix({ seconds, sampleRate: RATE })
    const source = (frame: number, channel: number) => channels[channel]?.[frame] ?? 0
    writeFileSync(
      join(folder, name),
      wav({ sampleRate: RATE, lengthFrames: seconds * RATE, source }),
    )
  }
  const started = startCommandLine([folder, '-d', join(folder, 'out'), '-F', 'flac'])
  let isInterrupted = false
  const { status, said } = await ended(started, (sofar) => {
    if (isInterrupted || !sofar.includes('b.wav: mastering')) return
    isInterrupted = true
    started.kill('SIGINT')
  })
  expect(status).toBe(130)
  expect(said.trim().split('\n').at(-1)).toMatch(/^Interrupted: .+\.$/)
  expect(readdirSync(join(folder, 'out'))).toEqual(['a (master).flac'])
})
