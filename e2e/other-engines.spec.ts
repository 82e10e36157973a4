import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import { inNode, sha256 } from './support/node-master'
import { isInstalled, OTHER_ENGINES } from './support/other-engines'
import { serveSelfDriving } from './support/self-driving-page'

const SAMPLE_RATE = 48_000
const SECONDS = 5

const channels = syntheticMix({ seconds: SECONDS, sampleRate: SAMPLE_RATE, drums: 0.6 })
const source = (frame: number, channel: number): number => channels[channel]?.[frame] ?? 0
const lengthFrames = channels[0].length

for (const engine of OTHER_ENGINES)
  test(`${engine.name} opens, masters and exports, to the very bytes that Node renders`, async ({
    baseURL,
  }) => {
    const wanted = engine.programs.join(' and ')
    test.skip(
      !isInstalled(engine),
      `${wanted} not on PATH: the app in ${engine.name} is NOT tested`,
    )
    const input = wav({ sampleRate: SAMPLE_RATE, lengthFrames, source })
    const page = await serveSelfDriving(baseURL ?? '', input)
    const folder = mkdtempSync(join(tmpdir(), 'trackmaster-engine-'))
    const close = await engine.open(page.url, folder)
    try {
      const master = await page.master
      expect(master.length).toBeGreaterThan(lengthFrames * 2 * 4)
      expect(sha256(master)).toBe(sha256(await (await inNode()).masterInNode(input)))
    } finally {
      await close()
      page.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    }
  })
