import { describe, expect, it } from 'vitest'
import { ALAC_PACKET_FRAMES } from './alac/alac-encoder'
import { m4aHead } from './mp4/m4a-head'

const FACTS = {
  sampleRate: 96_000,
  channelCount: 2,
  framesPerPacket: ALAC_PACKET_FRAMES,
  sampleEntry: new Uint8Array(16),
  items: [],
}

describe('the head of an M4A file', () => {
  it('has the same size whatever the packets are long, so that it can be written over', () => {
    const shape = {
      ...FACTS,
      lengthFrames: 40 * ALAC_PACKET_FRAMES,
      primingFrames: 0,
      large: false,
    }
    const empty = m4aHead({ ...shape, packetBytes: new Uint32Array(40) })
    const full = m4aHead({ ...shape, packetBytes: new Uint32Array(40).fill(20_000) })
    expect(full.length).toBe(empty.length)
  })

  it('tells offsets and sizes over 4 GiB in 64 bits', () => {
    const count = 300_000
    const shape = { ...FACTS, lengthFrames: count * ALAC_PACKET_FRAMES, primingFrames: 0 }
    const head = m4aHead({
      ...shape,
      packetBytes: new Uint32Array(count).fill(20_000),
      large: true,
    })
    const view = new DataView(head.buffer, head.byteOffset, head.length)
    const offsets = Buffer.from(head).indexOf('co64', 0, 'latin1')
    const chunks = view.getUint32(offsets + 8)
    expect(chunks).toBe(Math.ceil(count / 64))
    expect(Number(view.getBigUint64(offsets + 12))).toBe(head.length)
    const last = Number(view.getBigUint64(offsets + 12 + 8 * (chunks - 1)))
    expect(last).toBe(head.length + (chunks - 1) * 64 * 20_000)
    const media = head.length - 16
    expect(view.getUint32(media)).toBe(1)
    expect(Number(view.getBigUint64(media + 8))).toBe(16 + count * 20_000)
  })

  it('tells the priming in an edit list and as iTunes does', () => {
    const shape = { ...FACTS, lengthFrames: 2500, primingFrames: 1024, framesPerPacket: 1024 }
    const head = m4aHead({ ...shape, packetBytes: new Uint32Array(4), large: false })
    const text = Buffer.from(head).toString('latin1')
    expect(text).toContain(' 00000000 00000400 0000023C 00000000000009C4 00000000')
    const edit = text.indexOf('elst')
    const view = new DataView(head.buffer, head.byteOffset, head.length)
    expect([12, 16].map((offset) => view.getUint32(edit + offset))).toEqual([2500, 1024])
  })
})
