import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wav, wavHeader } from '../bench/support/wav.mjs'
import { clipped, noise, silence, sine } from './support/signals'
import { expect, test } from './support/test'

const RATE = 48_000
const HIGH_RATE = 192_000

/** What is opened, what the findings say of what could not be measured, and whether a level can be proposed. */
const ODD = [
  {
    name: 'a second of mono.wav',
    options: { lengthFrames: RATE, channelCount: 1, source: noise(0.2) },
    says: /one channel only/,
    isLoud: true,
  },
  {
    name: 'silence.wav',
    options: { lengthFrames: 2 * RATE, source: silence },
    says: /silence/,
    isLoud: false,
  },
  {
    name: 'ten ms.wav',
    options: { lengthFrames: RATE / 100, source: sine(440, 0.3) },
    says: /too short/,
    isLoud: false,
  },
  {
    name: 'bats.wav',
    options: {
      lengthFrames: HIGH_RATE,
      sampleRate: HIGH_RATE,
      source: clipped(noise(0.3), 0.2),
    },
    says: /./,
    isLoud: true,
  },
  {
    name: 'six channels.wav',
    options: { lengthFrames: 2 * RATE, channelCount: 6, source: noise(0.1) },
    says: /./,
    isLoud: true,
  },
] as const

/** A second of a tone, again and again: it comes round with each. */
const longTone = (folder: string, seconds: number): string => {
  const facts = { sampleRate: HIGH_RATE, channelCount: 2, format: 'int16' } as const
  const header = wavHeader({ ...facts, dataBytes: 0 }).length
  const second = wav({ ...facts, lengthFrames: HIGH_RATE, source: sine(440, 0.3, HIGH_RATE) })
  const samples = Array.from({ length: seconds }, () => second.subarray(header))
  const path = join(folder, 'long bats.wav')
  const dataBytes = seconds * (second.length - header)
  writeFileSync(path, Buffer.concat([wavHeader({ ...facts, dataBytes }), ...samples]))
  return path
}

test('odd tracks have findings and proposals in three ways: what could not be measured is said', async ({
  app,
  page,
  folder,
}) => {
  const findings = page.getByRole('list', { name: 'Findings' })
  const moves = page.getByRole('list', { name: 'Proposal' })
  const choice = page.getByRole('radiogroup', { name: 'Proposal' })
  for (const { name, options, says, isLoud } of ODD)
    await test.step(name, async () => {
      await app.open({ name, buffer: wav({ ...options, format: 'float32' }) })
      const mixDown = page.getByRole('button', { name: 'Mix down to stereo' })
      if ('channelCount' in options && options.channelCount > 2) await mixDown.click()
      await app.waitUntilIdle()
      await app.tracks.getByRole('option', { name }).click()
      await app.waitUntilIdle()
      const unknown = findings.getByRole('listitem').filter({ hasText: 'not measured' })
      await expect(unknown.filter({ hasText: says })).not.toHaveCount(0)
      for (const approach of ['Open', 'Dense', 'Balanced']) {
        await choice.getByRole('radio', { name: approach }).check()
        await app.waitUntilIdle()
        // What has no loudness is measured by nothing else either.
        if (!isLoud) await expect(moves).not.toContainText('measured')
        if (says.source === 'silence') await expect(moves).toContainText('Nothing to do')
        const loudness = await app.measured('Integrated loudness', 'Master')
        if (isLoud) expect(loudness).toBeGreaterThan(-20)
        expect(await page.locator('body').innerText()).not.toMatch(/NaN|undefined|null/)
      }
      await expect(app.alerts).toHaveCount(0)
    })

  await test.step('two minutes at 192 kHz are given up in the middle of their analysis, and the page goes on', async () => {
    const long = app.tracks.getByRole('option', { name: 'long bats.wav' })
    await Promise.all([
      app.cancel('Analysing'),
      app.open(longTone(folder, 120)).then(() => long.click()),
    ])
    await app.waitUntilIdle()
    await expect(app.alerts).toHaveCount(0)
    expect(await app.measured('Integrated loudness', 'Original')).toBeNull()
    await app.open({ name: 'good.wav', buffer: wav({ lengthFrames: RATE, source: noise(0.2) }) })
    await app.tracks.getByRole('option', { name: 'good.wav' }).click()
    await app.waitUntilIdle()
    await expect(moves).toContainText('Balanced at 50 %')
  })
})
