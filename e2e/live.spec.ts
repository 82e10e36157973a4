import { exportedChannels, firstSound, LENGTH, mastered, RATE } from './support/live-track'
import { Recorder } from './support/recorder'
import { expect, test } from './support/test'

// The recorder is a worklet of the test's own, from a blob; every other test runs under the policy.
test.use({ bypassCSP: true })

/** Throws unless the last half second of what was heard, which jumped after `start`, is the master within −120 dBFS. */
const expectConverged = (
  heard: readonly Float32Array[],
  master: readonly Float32Array[],
  start: number,
): void => {
  const [left = new Float32Array()] = heard
  const [masterLeft = new Float32Array()] = master
  // Where in the track the recording ends: the last samples are found again in the master.
  const probe = left.subarray(left.length - 32)
  const near = (expectedAt: number) =>
    probe.every((sample, k) => Math.abs(sample - (masterLeft[expectedAt + k] ?? 0)) < 1e-5)
  let at = 20 * RATE
  while (at < LENGTH && !near(at)) at++
  expect(at, 'the sound after the seek is found in the master').toBeLessThan(LENGTH)
  const shift = at - (left.length - 32)
  const jump = left.findIndex((sample, i) => i > start && sample !== masterLeft[i - start])
  expect(jump).toBeGreaterThan(0)
  const settled = left.length - RATE / 2
  expect(settled, 'all of it is behind the jump').toBeGreaterThan(jump)
  for (const [channel, sound] of heard.entries()) {
    let worst = 0
    for (let i = settled; i < sound.length; i++)
      worst = Math.max(worst, Math.abs((sound[i] ?? 0) - (master[channel]?.[i + shift] ?? 0)))
    expect(worst, `channel ${channel}, −120 dBFS`).toBeLessThan(1e-6)
  }
}

test('from 0 the rendered master bit for bit; from a seek within −120 dBFS as soon as a second chain has converged', async ({
  page,
}) => {
  const recorder = await Recorder.install(page)
  const app = await mastered(page)
  const master = await exportedChannels(app)
  await recorder.ready()
  await page.getByRole('button', { name: 'Play' }).click()
  const before = await recorder.hear(1.2)
  expect(before, 'both channels').toHaveLength(2)
  const start = firstSound(before[0] ?? new Float32Array())
  for (const [channel, heard] of before.entries())
    for (let i = start; i < heard.length; i++)
      if (heard[i] !== master[channel]?.[i - start])
        throw new Error(`channel ${channel} differs at frame ${i - start}`)
  expect((before[0]?.length ?? 0) - start).toBeGreaterThan(RATE)

  const position = page.getByRole('slider', { name: 'Position' })
  await position.fill('21.3')
  await recorder.hear(2)
  // A second chain converges beside what plays, as fast as this machine can.
  await recorder.hearUntil(0.5, (heard) => expectConverged(heard, master, start))
})
