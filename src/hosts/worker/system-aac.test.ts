import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EncoderFailure } from '../../core/encoder-failure'
import { openSystemAac } from './system-aac'

const PIECE_FRAMES = 8192
const CONFIG = new Uint8Array([0x12, 0x10])

interface Callbacks {
  readonly output: (chunk: unknown, metadata?: unknown) => void
  readonly error: (cause: Error) => void
}

/** An encoder that takes a piece only when it is told to. */
class FakeEncoder {
  static last: FakeEncoder
  static supported = true
  static asked: unknown
  static isConfigSupported(config: unknown) {
    FakeEncoder.asked = config
    return Promise.resolve({ supported: FakeEncoder.supported, config })
  }
  state = 'unconfigured'
  encodeQueueSize = 0
  mostWaiting = 0
  ondequeue: (() => void) | null = null
  readonly timestamps: number[] = []
  private readonly callbacks: Callbacks
  constructor(callbacks: Callbacks) {
    this.callbacks = callbacks
    FakeEncoder.last = this
  }
  configure() {
    this.state = 'configured'
  }
  encode({ timestamp }: { readonly timestamp: number }) {
    if (this.state === 'closed') throw new Error('closed')
    this.timestamps.push(timestamp)
    this.encodeQueueSize++
    this.mostWaiting = Math.max(this.mostWaiting, this.encodeQueueSize)
  }
  take() {
    if (this.encodeQueueSize === 0) return
    this.encodeQueueSize--
    const chunk = { byteLength: 3, copyTo: (into: Uint8Array) => into.fill(7) }
    this.callbacks.output(chunk, { decoderConfig: { description: CONFIG } })
    this.ondequeue?.()
  }
  fail(message: string) {
    this.state = 'closed'
    this.callbacks.error(new Error(message))
  }
  flush() {
    while (this.encodeQueueSize > 0) this.take()
    return this.state === 'closed' ? Promise.reject(new Error('closed')) : Promise.resolve()
  }
  close() {
    this.state = 'closed'
  }
}

class FakeAudio {
  readonly timestamp: number
  isClosed = false
  constructor({ timestamp }: { readonly timestamp: number }) {
    this.timestamp = timestamp
  }
  close() {
    this.isClosed = true
  }
}

const open = async () => {
  const packets: Uint8Array[] = []
  const descriptions: Uint8Array[] = []
  const encoder = await openSystemAac({
    sampleRate: 48_000,
    channelCount: 2,
    bitrate: 256_000,
    timeout: (promise) => promise,
    onDescription: (one) => descriptions.push(one),
    onPacket: (one) => packets.push(one),
  })
  return { encoder, packets, descriptions, fake: FakeEncoder.last }
}
const piece = () => new Float32Array(2 * PIECE_FRAMES)

describe('the system’s AAC encoder', () => {
  beforeEach(() => {
    FakeEncoder.supported = true
    vi.stubGlobal('AudioEncoder', FakeEncoder)
    vi.stubGlobal('AudioData', FakeAudio)
  })
  afterEach(() => vi.unstubAllGlobals())

  it('is asked for AAC-LC at this rate, and gives its packets and its head', async () => {
    const { encoder, packets, descriptions, fake } = await open()
    expect(FakeEncoder.asked).toEqual({
      codec: 'mp4a.40.2',
      sampleRate: 48_000,
      numberOfChannels: 2,
      bitrate: 256_000,
    })
    await encoder.encode(piece(), PIECE_FRAMES)
    await encoder.encode(piece(), PIECE_FRAMES)
    expect(fake.timestamps).toEqual([0, Math.round((PIECE_FRAMES / 48_000) * 1e6)])
    await encoder.finish()
    expect(packets).toEqual([new Uint8Array([7, 7, 7]), new Uint8Array([7, 7, 7])])
    expect(descriptions[0]).toEqual(CONFIG)
    expect(fake.state).toBe('closed')
  })

  it('never has more than 16 pieces waiting: whoever writes waits until it takes one', async () => {
    const { encoder, fake } = await open()
    let written = 0
    const writing = (async () => {
      for (; written < 40; written++) await encoder.encode(piece(), PIECE_FRAMES)
    })()
    while (written < 40) {
      await Promise.resolve()
      if (fake.encodeQueueSize === 16) fake.take()
    }
    await writing
    expect(fake.mostWaiting).toBe(16)
  })

  it('that fails while somebody waits for it ends the wait with what it said', async () => {
    const { encoder, fake } = await open()
    for (let k = 0; k < 16; k++) await encoder.encode(piece(), PIECE_FRAMES)
    const waiting = encoder.encode(piece(), PIECE_FRAMES)
    fake.fail('the hardware is busy')
    await expect(waiting).rejects.toThrow(new EncoderFailure('the hardware is busy'))
    await expect(encoder.finish()).rejects.toThrow(EncoderFailure)
  })

  it('is let go of by whoever cancels, once or twice', async () => {
    const { encoder, fake } = await open()
    await encoder.encode(piece(), PIECE_FRAMES)
    encoder.release()
    encoder.release()
    expect(fake.state).toBe('closed')
  })

  it('that takes no such rate, or is not there, is an encoder that failed', async () => {
    FakeEncoder.supported = false
    await expect(open()).rejects.toThrow('it takes no 48000 Hz at this bit rate')
    vi.stubGlobal('AudioEncoder', undefined)
    await expect(open()).rejects.toThrow('this browser has none')
  })
})
