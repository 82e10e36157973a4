import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wav } from '../bench/support/wav.mjs'
import { MasteringPage } from './support/mastering-page'
import { Recorder } from './support/recorder'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const RATE = 48_000
const SECONDS = 12
/** A sound starts and ends in a straight line over 6 ms. */
const FADE_FRAMES = 288
/** What is judged of a recording: its newest part. */
const TAIL_FRAMES = 0.3 * RATE
/** So many zeros in a row are no noise any more. */
const REST_FRAMES = 16
const TRACK_AMPLITUDE = 0.08

const signs = noise(1, 3)
/** White noise of one magnitude and two signs: every stretch of it has the same level. */
const whiteFile = (name: string, amplitude: number) => ({
  name,
  buffer: wav({
    sampleRate: RATE,
    channelCount: 2,
    format: 'int16',
    lengthFrames: SECONDS * RATE,
    source: (frame, channel) => amplitude * Math.sign(signs(frame, channel)),
  }),
})

const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
const levelDb = (samples: Float32Array): number => 20 * Math.log10(rms(samples))

// The recorder is a worklet of the test's own, from a blob; every other test runs under the policy.
test.use({ bypassCSP: true })

test('the reference is heard as loud as the track, fades in and out, and plays in the blind test', async ({
  folder,
  page,
}) => {
  const last = await Recorder.install(page)
  const [track, reference] = [last.of(0), last.of(1)]
  const app = new MasteringPage(page)
  await app.visit()
  await app.open(whiteFile('Mix.wav', TRACK_AMPLITUDE))
  await app.waitUntilIdle()
  const loud = join(folder, 'Loud.wav')
  writeFileSync(loud, whiteFile('Loud.wav', 5 * TRACK_AMPLITUDE).buffer)
  await page.getByLabel('Reference files').setInputFiles(loud)
  await expect(page.getByRole('slider', { name: 'Loud.wav weight' })).toHaveValue('100')
  await app.waitUntilIdle()
  const position = page.getByRole('slider', { name: 'Position' })

  await app.listenTo('Original')
  await page.keyboard.press('4')
  await expect(page.getByRole('radio', { name: 'Reference' })).toBeChecked()
  await reference.ready()
  await page.getByRole('button', { name: 'Play' }).click()
  const tailDb = async (recorder: Recorder): Promise<number> => {
    let heardDb = Number.NaN
    await recorder.hearUntil(0.5, ([left = new Float32Array()]) => {
      const tail = left.subarray(left.length - TAIL_FRAMES)
      // Nothing else: a fade or a gap in it would be quieter somewhere.
      const thirds = [0, 1, 2].map((k) =>
        levelDb(tail.subarray((k * TAIL_FRAMES) / 3, ((k + 1) * TAIL_FRAMES) / 3)),
      )
      expect(Math.max(...thirds) - Math.min(...thirds), 'steady').toBeLessThan(0.01)
      heardDb = levelDb(tail)
    })
    return heardDb
  }
  const referenceDb = await tailDb(reference)

  await page.keyboard.press('1')
  await track.ready()
  const trackDb = await tailDb(track)
  expect(Math.abs(referenceDb - trackDb), 'dB between both').toBeLessThan(0.02)

  // Over to the reference again, where it was: it faded out, and it fades in.
  await page.keyboard.press('4')
  await tailDb(reference)
  const [played = new Float32Array()] = await reference.takeChannels()
  const begin = played.findIndex((sample) => sample !== 0)
  const isRest = (from: number) => played.subarray(from, from + REST_FRAMES).every((x) => x === 0)
  const rest = played.findIndex((sample, i) => i > begin && sample === 0 && isRest(i))
  expect(rest, 'the reference rested').toBeGreaterThan(0)
  const start = played.findIndex((sample, i) => i > rest && sample !== 0)
  for (let i = 0; i < FADE_FRAMES; i++) {
    const most = (1.02 * TRACK_AMPLITUDE * (i + 2)) / FADE_FRAMES
    expect(Math.abs(played[rest - 1 - i] ?? 1), `frame ${i} before the end`).toBeLessThan(most)
    expect(Math.abs(played[start + i] ?? 1), `frame ${i} of the start`).toBeLessThan(most)
  }

  // Each of the two of the blind test comes from its own player, as loud as the other.
  await page.keyboard.press('b')
  const dialog = page.getByRole('dialog', { name: 'Blind test' })
  await dialog
    .getByRole('combobox', { name: 'Other sound' })
    .selectOption({ label: 'Reference, Loud.wav' })
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(dialog.getByRole('status')).toHaveText(/^Trial 1 of/)
  const players = [track, reference]
  const lengths = async (): Promise<readonly number[]> =>
    Promise.all(players.map(async (each) => (await each.takeChannels())[0]?.length ?? 0))
  /** Who has sounded since `before`, steadily and newly; a machine that is busy switches when it can. */
  const sounding = async (before: readonly number[]) => {
    const sounds = await Promise.all(players.map((each) => each.takeChannels()))
    return sounds.flatMap(([left = new Float32Array()], player) => {
      const tail = left.subarray(-TAIL_FRAMES)
      const isNew = left.length - (before[player] ?? 0) > 2 * TAIL_FRAMES
      return isNew && rms(tail) > TRACK_AMPLITUDE / 10 ? [{ player, db: levelDb(tail) }] : []
    })
  }
  const heard: { readonly player: number; readonly db: number }[] = []
  for (const key of ['1', '2', '1']) {
    await page.keyboard.press(key)
    const [first] = heard
    const isMeant = ({ player }: { readonly player: number }): boolean =>
      first === undefined || (player === first.player) === (key === '1')
    let before = await lengths()
    await expect(async () => {
      const now = await sounding(before)
      const [only] = now
      if (only && (now.length > 1 || !isMeant(only))) before = await lengths()
      expect(now.filter(isMeant), `one sound after key ${key}`).toHaveLength(1)
      expect(now).toHaveLength(1)
      heard.push(...now)
    }).toPass()
  }
  const heardDb = heard.map(({ db }) => db)
  expect(Math.max(...heardDb) - Math.min(...heardDb), 'dB between them').toBeLessThan(0.02)
  await page.keyboard.press('Escape')
  await expect(position).toHaveAttribute('max', String(SECONDS))
})
