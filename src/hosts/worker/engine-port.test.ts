import { afterEach, describe, expect, test } from 'vitest'
import { openPcm } from '../../core/open-pcm'
import { DEFAULT_DELIVERY } from '../../delivery/settings'
import { callsWith } from '../../engine/calls'
import { createLocalEngine } from '../../engine/local-engine'
import { LENGTH, left, RECIPE, right, wavFile } from '../../engine/testing/mix-file'
import { CHUNK_FRAMES, type PairChunk } from '../../monitor/protocol/feed-protocol'
import { nodeHost } from '../node/node-host'
import { enginePort } from './engine-port'

const setUp = async () => {
  const host = nodeHost()
  const port = enginePort(createLocalEngine(host), host.kernels, Promise.resolve(), {
    setMemoryBudget: () => {},
    use: () => ({ budgetBytes: 8, usedBytes: 4, diskBytes: null }),
  })
  let job = 0
  const calls = callsWith<object, File, Blob>((name, args) => port.run(++job, name, args, () => {}))
  await calls.open('t', await wavFile([left, right]), null, {})
  return { api: { ...calls, ...port } }
}

/** Float samples of a WAV written by us: the data are at the end. */
const samplesOf = async (blob: Blob, channelCount = 2): Promise<Float32Array> => {
  const bytes = await blob.arrayBuffer()
  return new Float32Array(bytes.slice(bytes.byteLength - LENGTH * channelCount * 4))
}

test('what audio takes is told with what was let go of it', async () => {
  const { api } = await setUp()
  expect(await api.memory()).toEqual({
    budgetBytes: 8,
    usedBytes: 4,
    diskBytes: null,
    tracksLetGo: 0,
  })
})

test('a source that the monitor was given stays as it is when its track is closed', async () => {
  const { api } = await setUp()
  const shared = await api.share('t')
  if (!shared.ok || !shared.value) throw new Error('memory is not shared here')
  api.close('t')
  await api.open('other', await wavFile([right, left]), null, {})
  const kept = openPcm(shared.value, null)
  const block = [new Float32Array(LENGTH), new Float32Array(LENGTH)]
  kept.read(0, block, LENGTH)
  expect(block[0]?.every((sample, n) => sample === left[n])).toBe(true)
})

describe('listening inside the engine', () => {
  const ports: MessagePort[] = []
  afterEach(() => {
    for (const port of ports.splice(0)) port.close()
  })

  test('plays the landed recipe as the master that was rendered, bit for bit, original aligned', async () => {
    const { api } = await setUp()
    const rendered = await api.master('t', RECIPE, {})
    if (!rendered.ok) throw new Error(rendered.error.detail)
    const file = await api.export(
      't',
      { ...DEFAULT_DELIVERY, depth: '32f', dither: 'none', sampleRate: 'source' },
      {},
      {},
    )
    if (!file.ok) throw new Error(file.error.detail)
    const master = await samplesOf(file.value.file)
    const control = new MessageChannel()
    const feed = new MessageChannel()
    ports.push(control.port1, feed.port1)
    api.listen('t', control.port2)
    const { recipe } = rendered.value
    control.port1.postMessage({ kind: 'recipe', recipe, soloId: null })
    control.port1.postMessage({ kind: 'feed', port: feed.port2 }, [feed.port2])
    const arrived = new Promise<PairChunk>((resolve) => {
      feed.port1.onmessage = (event) => resolve(event.data as PairChunk)
    })
    const startFrame = 20_000
    const start = { kind: 'start', generation: 3, startFrame, loop: null, decimation: 1 }
    feed.port1.postMessage(start)
    const chunk = await arrived
    expect(chunk).toMatchObject({ generation: 3, startFrame, frames: CHUNK_FRAMES, ends: false })
    expect(chunk.samples.subarray(0, CHUNK_FRAMES)).toEqual(
      left.subarray(startFrame, startFrame + CHUNK_FRAMES),
    )
    const masterRight = Float32Array.from(
      { length: CHUNK_FRAMES },
      (_, i) => master[2 * (startFrame + i) + 1] ?? Number.NaN,
    )
    expect(chunk.samples.subarray(3 * CHUNK_FRAMES)).toEqual(masterRight)
  })
})
