import { describe, expect, it } from 'vitest'
import { memorySource } from '../../core/byte-source'
import { testServices } from '../testing/open-for-test'
import { DecodedSink } from './decoded-sink'

const FACTS = { container: 'Ogg', codec: 'Vorbis', bitDepth: null, tags: {} } as const

describe('silence where audio was lost', () => {
  it('is as long as the gap; a position out of reach leaves none, and is told as damage', () => {
    const sink = new DecodedSink(testServices(), { sampleRate: 48_000, channelCount: 1 })
    sink.append([new Float32Array(100).fill(0.5)], 100)
    sink.silence(5000)
    // The granule of one damaged page of Ogg without checksums, found by `npm run fuzz`: years of silence.
    sink.silence(2 ** 60)
    sink.silence(Number.POSITIVE_INFINITY)
    sink.append([new Float32Array(100).fill(0.5)], 100)
    expect(sink.lengthFrames).toBe(5200)
    const opened = sink.finish(memorySource(new Uint8Array(0)), FACTS, null)
    expect(opened.ok && opened.value.facts.remarks).toEqual([
      { kind: 'damaged', atFrame: 100, frames: 5000, spots: 3 },
    ])
  })
})
