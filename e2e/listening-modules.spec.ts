import { at, type Channels, gainOf, largest, startOf } from './support/compare-sound'
import {
  exported,
  MINUS_120_DBFS,
  matchLoudness,
  opened,
  RATE,
  swellsOf,
} from './support/listened-track'
import { expect, test } from './support/test'

/** Its beginning goes round. */
const file = swellsOf(10)
const LOOP_FRAMES = 0.5 * RATE

// The recorder is a worklet of the test's own, from a blob; every other test runs under the policy.
test.use({ bypassCSP: true })

test('modules heard alone: what each does adds up to the master', async ({ page }) => {
  const { app, recorder } = await opened(page, file)
  await page.getByRole('combobox', { name: 'Style' }).selectOption({ label: 'Balanced' })
  // The style alone: what findings ask for would be further modules, and ahead of these.
  const moves = page.getByRole('list', { name: 'Proposal' }).getByRole('switch')
  for (const name of await moves.evaluateAll((all) => all.map((each) => each.ariaLabel ?? '')))
    if (!name.startsWith('Style')) await page.getByRole('switch', { name, exact: true }).click()
  await app.target(-12, -6)
  await matchLoudness(page, false)
  await app.listenTo('Master')
  const master = await exported(app, file)
  await recorder.ready()
  // The track's beginning goes round without a seam: every module is heard doing its work on the same audio.
  await page.getByRole('slider', { name: 'Position' }).fill(String(LOOP_FRAMES / RATE))
  await page.keyboard.press('o')
  await page.getByRole('slider', { name: 'Position' }).fill('0')
  await page.getByRole('button', { name: 'Play' }).click()
  const start = startOf(await recorder.hear(0.3))

  /** The loop's last whole round that was heard, once the next to last is the same and neither is what was heard before. */
  const round = async (before: Channels = []): Promise<Channels> => {
    const lastFrom = ([left]: Channels): number =>
      start + (Math.floor(((left?.length ?? 0) - start) / LOOP_FRAMES) - 1) * LOOP_FRAMES
    const heard = await recorder.hearUntil((2.4 * LOOP_FRAMES) / RATE, (rounds) => {
      const from = lastFrom(rounds)
      for (const channel of [0, 1])
        expect(
          largest(
            LOOP_FRAMES,
            (i) => at(rounds, channel, from + i) - at(rounds, channel, from + i - LOOP_FRAMES),
          ),
          'every round is the same',
        ).toBe(0)
      // However long the page takes to make it: until then the sound before goes round.
      expect(
        largest(LOOP_FRAMES, (i) => at(rounds, 0, from + i) - at(before, 0, i)),
        'another sound',
      ).toBeGreaterThan(0)
    })
    const from = lastFrom(heard)
    return heard.map((channel) => channel.slice(from, from + LOOP_FRAMES))
  }
  const whole = await round()
  for (const channel of [0, 1])
    expect(
      largest(LOOP_FRAMES, (i) => at(whole, channel, i) - at(master, channel, i)),
      'the loop is the master',
    ).toBe(0)

  const chain = page.getByRole('list', { name: 'Signal order' })
  const effects: Channels[] = []
  for (const label of ['Equaliser', 'Bus compressor', 'Limiter']) {
    await chain.getByRole('button', { name: `Open ${label} (on)` }).click()
    await page.getByRole('button', { name: `Hear only ${label}` }).click()
    effects.push(await round(effects.at(-1) ?? whole))
  }
  const [equaliser = [], compressor = [], limiter = []] = effects
  for (const effect of effects)
    expect(
      largest(LOOP_FRAMES, (i) => at(effect, 0, i)),
      'each does something',
    ).toBeGreaterThan(0.01)
  // Original + equaliser + compressor is what the drive turns up, by one gain; what the limiter takes off is left.
  const sides = [0, 1].map((channel) => ({
    driven: Float32Array.from(
      whole[channel] ?? [],
      (sample, i) => sample - at(limiter, channel, i),
    ),
    undriven: Float32Array.from(
      equaliser[channel] ?? [],
      (sample, i) => at(file.channels, channel, i) + sample + at(compressor, channel, i),
    ),
  }))
  const drive = gainOf(
    sides[0]?.driven ?? new Float32Array(),
    sides[0]?.undriven ?? new Float32Array(),
  )
  for (const { driven, undriven } of sides)
    expect(
      largest(LOOP_FRAMES, (i) => (driven[i] ?? 0) - drive * (undriven[i] ?? 0)),
      'the sum of the parts, −120 dBFS',
    ).toBeLessThan(MINUS_120_DBFS)
})
