import { expect, it } from 'vitest'
import { nodeHost, nodeSpace } from '../hosts/node/node-host'
import { storesIn } from '../hosts/stores'
import { inThreadEngine } from './in-thread'
import { left, RECIPE, right, wavFile } from './testing/mix-file'

const SHARES = [0, 0.3, 0.6, 0.92, 0.98]

const setUp = () => {
  const space = nodeSpace(2 ** 26)
  // A clock on which every report and every checkpoint counts.
  let ticks = 0
  const engine = inThreadEngine({ ...nodeHost(), ...storesIn(space), now: () => 1000 * ticks++ })
  const bytes = async (): Promise<number> => {
    // Whatever waits behind a cancelled job has its turn once its work has ended.
    await engine.listenFile('none', { signal: 'master', originalGain: 1, masterGain: 1 }, {})
    return space.usedBytes + (space.swappedBytes ?? 0)
  }
  return { engine, bytes }
}

const from = (share: number) => ({
  onProgress: (at: number, cancel: () => void) => void (at >= share && cancel()),
})

it('what is opened and given up leaves no audio behind, however late', async () => {
  const { engine, bytes } = setUp()
  const file = await wavFile([left, right])
  for (const share of SHARES) {
    const stopped = await engine.open('t', file, null, from(share))
    expect(stopped, `from ${share} on`).toMatchObject({ error: { code: 'cancelled' } })
    expect(await bytes(), `from ${share} on`).toBe(0)
  }
})

it('nor does a master', async () => {
  const { engine, bytes } = setUp()
  await engine.open('t', await wavFile([left, right]), null, {})
  await engine.master('t', RECIPE, {})
  const before = await bytes()
  for (const share of SHARES) {
    const stopped = await engine.master('t', { ...RECIPE, targetLufs: -20 }, from(share))
    expect(stopped, `from ${share} on`).toMatchObject({ error: { code: 'cancelled' } })
    expect(await bytes(), `from ${share} on`).toBe(before)
  }
})
