import type { Locator, Page } from '@playwright/test'
import { syntheticMix } from '../bench/support/mix.mjs'
import { type Source, wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { FFMPEG_MISSING, ffmpegPath, runFfmpeg } from './support/ffmpeg'
import { HEALTHY_RATE, HEALTHY_SECONDS, healthy } from './support/healthy'
import type { MasteringPage } from './support/mastering-page'
import { expect, test } from './support/test'

const RATE = 48_000
const SECONDS = 6

const mix = syntheticMix({ seconds: SECONDS, sampleRate: RATE, drums: 0.5 })

/** The mix, changed sample by sample. */
const file = (name: string, change: (value: number, frame: number, channel: number) => number) => ({
  name,
  buffer: wav({
    sampleRate: RATE,
    channelCount: 2,
    format: 'float32',
    lengthFrames: SECONDS * RATE,
    source: (frame, channel) => change(mix[channel]?.[frame] ?? 0, frame, channel),
  }),
})

const wholeFile = (name: string, source: Source) => ({
  name,
  buffer: wav({
    sampleRate: HEALTHY_RATE,
    channelCount: 2,
    format: 'int24',
    lengthFrames: HEALTHY_SECONDS * HEALTHY_RATE,
    source,
  }),
})

/** Rumble at 21 Hz, bass that is only in the sides, and sharp s sounds out of time. */
const threeFaults = (): Source => {
  const clean = healthy()
  const starts = [
    2.1, 3.05, 4.48, 5.1, 6.63, 8.08, 9.9, 10.33, 11.96, 13.2, 14.73, 15.4, 17.1, 18.22,
  ]
  return (frame, channel) => {
    const t = frame / HEALTHY_RATE
    const turns = (hz: number) => Math.sin(2 * Math.PI * hz * t)
    const since = t - (starts.findLast((at) => at <= t) ?? -1)
    const hiss = since < 0.08 ? Math.sin((Math.PI * since) / 0.08) : 0
    const s = 0.04 * hiss * (turns(5613) + turns(6247) + turns(6891) + turns(7532) + turns(8179))
    return clean(frame, channel) + 0.05 * turns(21) + (channel === 0 ? 0.06 : -0.06) * turns(62) + s
  }
}

/** Every setting of the chain with its name, in order. */
const settingsIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('main :is(input, select)')]
      .filter((input) => !input.closest('[data-move]'))
      .map((input) => {
        const name = input.ariaLabel ?? input.labels?.[0]?.textContent ?? ''
        return `${name}: ${input.type === 'checkbox' ? input.checked : input.value}`
      }),
  )

/** Level of the sides below 90 Hz, dBFS, by ffmpeg. */
const sideBassDb = (path: string): number => {
  const filter = 'pan=mono|c0=0.5*c0-0.5*c1,lowpass=90,lowpass=90'
  const pcm = runFfmpeg(['-i', path, '-af', filter, '-f', 'f32le', '-'])
  const samples = new Float32Array(pcm.buffer, pcm.byteOffset, pcm.length >> 2)
  return 10 * Math.log10(samples.reduce((sum, x) => sum + x * x, 0) / samples.length + 1e-12)
}

/** The button goes to the place that it names. */
const expectGoing = async (app: MasteringPage, go: Locator): Promise<void> => {
  const [minutes = 0, seconds = 0] = ((await go.textContent()) ?? '')
    .replace('Go to ', '')
    .split(':')
    .map(Number)
  await go.click()
  await expect
    .poll(async () => Math.abs((await app.positionSeconds()) - 60 * minutes - seconds))
    .toBeLessThan(0.6)
}

test('what is found in a mix is listed, and that nothing is', async ({ app, page }) => {
  const list = page.getByRole('list', { name: 'Findings' })
  await test.step('a mix with faults has them listed, most severe first', async () => {
    await app.open(file('Faulty.wav', (value) => Math.max(-0.1, Math.min(0.1, value)) + 0.01))
    await app.waitUntilIdle()
    await expect(list.locator('[data-finding="clipped"][data-state="found"]')).toContainText(
      /Clipped in \d+ places/,
    )
    await expect(list.locator('[data-finding="dc-offset"][data-state="found"]')).toContainText('%')
    await expectAccessible(page, 'findings')
    const clipped = list.locator('[data-finding="clipped"]')
    const go = clipped.getByRole('button', { name: /^Go to/ })
    await clipped.getByRole('button', { name: /^Next place/ }).click()
    await page.getByRole('slider', { name: 'Position' }).press('End')
    await expectGoing(app, go)
    await expect(page.getByRole('switch', { name: 'Loop' })).toBeChecked()
    await expect(page.getByRole('slider', { name: 'Loop start' })).toBeVisible()
    await expect(page.getByRole('img', { name: /Findings: .*Clipped at/ })).toBeAttached()
  })

  await test.step('a mix without a fault says so', async () => {
    await app.open(wholeFile('Healthy.wav', healthy()))
    await app.waitUntilIdle()
    await app.tracks.getByRole('option', { name: 'Healthy.wav' }).click()
    await expect(list.getByRole('listitem').first()).toHaveText('Nothing to mend.')
    await expect(list.locator('[data-state="found"]')).toHaveCount(0)
  })

  await test.step('three faults are found, gone to, mended, and one of them left as it is', async () => {
    test.skip(!ffmpegPath, FFMPEG_MISSING)
    await app.open(wholeFile('Three.wav', threeFaults()))
    await app.tracks.getByRole('option', { name: 'Three.wav' }).click()
    await app.waitUntilIdle()
    const kinds = ['wide-bass', 'subsonic', 'sibilance']
    const moves = page.getByRole('list', { name: 'Proposal' })
    for (const kind of kinds) {
      const found = list.locator(`[data-finding="${kind}"][data-state="found"]`)
      const go = found.getByRole('button', { name: /^Go to/ })
      await expectGoing(app, go)
      await expect(moves.locator(`[data-move="${kind}"]`)).toContainText(/likely|certain/)
    }
    await expect(list.locator('[data-state="found"]')).toHaveCount(kinds.length)

    // What was predicted is near what was measured on the master.
    for (const [kind, within] of [
      ['subsonic', 2],
      ['sibilance', 1],
      ['wide-bass', 3],
    ] as const) {
      const move = moves.locator(`[data-move="${kind}"]`)
      await expect(move).toContainText('measured')
      const numbers = ((await move.locator('.move-effect').textContent()) ?? '').replaceAll(
        '−',
        '-',
      )
      const [, predicted, measured] =
        /Predicted [^-+\d]*([-+\d.]+).*measured [^-+\d]*([-+\d.]+)/.exec(numbers) ?? []
      expect(Math.abs(Number(predicted) - Number(measured))).toBeLessThan(within)
    }

    const mended = await app.export({ format: 'WAV' })
    await page.keyboard.press('Escape')
    await app.waitUntilIdle()
    const before = await settingsIn(page)
    await moves.getByRole('switch', { name: 'Mono bass on' }).click()
    await app.waitUntilIdle()
    const after = await settingsIn(page)
    expect(after).toHaveLength(before.length)
    const changed = after.filter((setting, k) => setting !== before[k])
    expect(changed).toContain('Stereo on: false')
    for (const setting of changed) expect(setting).toMatch(/^(Stereo|Mono bass)/)
    const left = await app.export({ format: 'WAV' })
    expect(sideBassDb(left.path) - sideBassDb(mended.path)).toBeGreaterThan(12)
  })
})
