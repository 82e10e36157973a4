import { MemoryPcmStore } from '../../../core/memory-pcm-store'
import { seededNoise } from '../../../dsp/testing/seeded-noise'
import { type FeedRequest, type PairChunk, STALE } from '../../protocol/feed-protocol'
import { type FeedPort, serveFeed } from '../../worker/serve-feed'
import { PlayerCore } from '../player-core'

export const RATE = 48_000
export const FADE_FRAMES = 288
export const QUANTUM = 128

export const noise = (length: number, seed: number): Float32Array =>
  Float32Array.from({ length }, seededNoise(seed))

/** Of the test tracks' length. */
export const constant = (value: number): Float32Array => new Float32Array(LENGTH).fill(value)

export const storeOf = (...channels: Float32Array[]): MemoryPcmStore => {
  const store = new MemoryPcmStore(RATE, channels.length, false)
  store.append(channels, channels[0]?.length ?? 0)
  return store
}

/** A core and a feed joined without threads; `hold` keeps the feed's answers back. */
export const setUp = (originalStore: MemoryPcmStore, masterStore: MemoryPcmStore | null) => {
  const core = new PlayerCore(RATE, originalStore.channelCount, 1)
  const requests: FeedRequest[] = []
  const held: PairChunk[] = []
  const rig = {
    core,
    requests,
    hold: false,
    /** The running feed makes its master anew, as with a changed recipe. */
    change: (_master: MemoryPcmStore): void => {},
    connect(newMaster: MemoryPcmStore | null = masterStore): void {
      const port: FeedPort = {
        onmessage: null,
        postMessage: (chunk) => {
          if (chunk === STALE) core.refresh()
          else if (rig.hold) held.push(chunk)
          else core.receive(chunk)
        },
        close: () => {},
      }
      let current = newMaster
      const feed = serveFeed(port, {
        source: () => ({ original: originalStore, master: current }),
        later: (work) => work(),
      })
      rig.change = (changed) => {
        current = changed
        feed.refresh()
      }
      core.connect((request) => {
        requests.push(request)
        port.onmessage?.({ data: request } as MessageEvent<FeedRequest>)
      })
    },
    /** Takes what the feed sent meanwhile. */
    held: (): PairChunk[] => held.splice(0),
    release(): void {
      rig.hold = false
      for (const chunk of held.splice(0)) core.receive(chunk)
    },
    /** Renders whole quanta; returns the channels. */
    render(frames: number): Float32Array[] {
      const out = Array.from({ length: originalStore.channelCount }, () => new Float32Array(frames))
      for (let at = 0; at < frames; at += QUANTUM)
        core.render(
          out.map((channel) => channel.subarray(at, at + QUANTUM)),
          QUANTUM,
        )
      return out
    },
  }
  rig.connect()
  return rig
}

export const LENGTH = 60_000
export const left = noise(LENGTH, 1)
export const right = noise(LENGTH, 2)
export const masterLeft = noise(LENGTH, 3)
export const masterRight = noise(LENGTH, 4)
export const original = storeOf(left, right)
export const master = storeOf(masterLeft, masterRight)
