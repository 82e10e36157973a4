import { describe, expect, it } from 'vitest'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import type { AlbumTrack } from './album'
import { arrange } from './arrange'
import { SAMPLES_PER_CD_FRAME } from './cd-time'
import { discOf } from './disc-of'
import { programmeReader } from './programme'
import { redBookViolations } from './red-book'

const RATE = 44_100

/** Every sample of a track is this one value. */
const constant = (value: number, seconds: number) => {
  const store = new MemoryPcmStore(RATE, 2, false)
  const block = new Float32Array(seconds * RATE).fill(value)
  store.append([block, block], block.length)
  return store
}

const track = (trackId: string, change: Partial<AlbumTrack> = {}): AlbumTrack => ({
  trackId,
  title: trackId,
  performer: 'Artist',
  isrc: null,
  gapBeforeS: 0,
  trimStartS: 0,
  trimEndS: 0,
  fadeInS: 0,
  fadeOutS: 0,
  curve: 'equal-gain',
  ...change,
})

const album = (...tracks: AlbumTrack[]) => ({ title: 'T', performer: 'P', ean13: null, tracks })

const audio = new Map([
  ['a', constant(0.25, 5)],
  ['b', constant(0.5, 6)],
])
const audioOf = ({ trackId }: AlbumTrack) => audio.get(trackId) ?? constant(0, 5)

const sampleAt = (reader: ReturnType<typeof programmeReader>, frame: number): number => {
  const into = [new Float32Array(1), new Float32Array(1)]
  reader.read(frame, into, 1)
  return into[0]?.[0] ?? Number.NaN
}

describe('an arranged album', () => {
  it('puts silence of the gap between tracks, and starts every track on a CD frame', () => {
    const made = arrange(album(track('a'), track('b', { gapBeforeS: 1.23 })), RATE, audioOf)
    const [, second = 0] = made.startFrames
    expect(second % SAMPLES_PER_CD_FRAME).toBe(0)
    expect(second - (5 + 1.23) * RATE).toBeGreaterThanOrEqual(0)
    expect(second - (5 + 1.23) * RATE).toBeLessThan(SAMPLES_PER_CD_FRAME)
    const reader = programmeReader(made.parts, RATE, 2, made.lengthFrames)
    expect(sampleAt(reader, 5 * RATE - 1)).toBe(0.25)
    expect(sampleAt(reader, 5 * RATE)).toBe(0)
    expect(sampleAt(reader, second)).toBe(0.5)
  })

  it('joins gapless tracks sample by sample', () => {
    const made = arrange(album(track('a'), track('b')), RATE, audioOf)
    const reader = programmeReader(made.parts, RATE, 2, made.lengthFrames)
    expect(made.startFrames[1]).toBe(5 * RATE)
    expect(sampleAt(reader, 5 * RATE - 1)).toBe(0.25)
    expect(sampleAt(reader, 5 * RATE)).toBe(0.5)
  })

  it('crossfades where the gap is negative: equal gain keeps one and the same sound as it is', () => {
    const twice = album(track('a'), track('a', { gapBeforeS: -1 }))
    const made = arrange(twice, RATE, audioOf)
    const reader = programmeReader(made.parts, RATE, 2, made.lengthFrames)
    for (const frame of [4 * RATE, 4.5 * RATE, 5 * RATE - 1])
      expect(sampleAt(reader, frame)).toBeCloseTo(0.25, 5)
    expect(made.lengthFrames).toBe(9 * RATE)
  })

  it('trims and fades the edges', () => {
    const cut = album(track('b', { trimStartS: 1, trimEndS: 2, fadeInS: 0.5, fadeOutS: 0.5 }))
    const made = arrange(cut, RATE, audioOf)
    const reader = programmeReader(made.parts, RATE, 2, made.lengthFrames)
    expect(made.lengthFrames).toBe(3 * RATE)
    expect(sampleAt(reader, 0)).toBeLessThan(0.0001)
    expect(sampleAt(reader, 0.25 * RATE)).toBeCloseTo(0.25, 3)
    expect(sampleAt(reader, 1.5 * RATE)).toBe(0.5)
    expect(sampleAt(reader, 3 * RATE - 1)).toBeLessThan(0.0001)
  })

  it('reads the same in any blocking', () => {
    const made = arrange(album(track('a'), track('b', { gapBeforeS: -2 })), RATE, audioOf)
    const reader = programmeReader(made.parts, RATE, 2, made.lengthFrames)
    const whole = [new Float32Array(20_000), new Float32Array(20_000)]
    reader.read(3 * RATE - 5000, whole, 20_000)
    const parts = new Float32Array(20_000)
    for (let at = 0; at < 20_000; at += 777) {
      const count = Math.min(777, 20_000 - at)
      const into = [new Float32Array(count), new Float32Array(count)]
      reader.read(3 * RATE - 5000 + at, into, count)
      parts.set(into[0] ?? [], at)
    }
    expect(parts).toEqual(whole[0])
  })

  it('gives a disc with pauses as index 0, within the Red Book', () => {
    const tracks = album(track('a'), track('b', { gapBeforeS: 2 }))
    const disc = discOf(tracks, arrange(tracks, RATE, audioOf, 1, 2))
    expect(disc.points).toEqual([
      { track: 1, index: 0, atCdFrames: 0 },
      { track: 1, index: 1, atCdFrames: 150 },
      { track: 2, index: 0, atCdFrames: 525 },
      { track: 2, index: 1, atCdFrames: 675 },
    ])
    expect(disc.leadOutCdFrames).toBe(15 * 75)
    expect(redBookViolations(disc)).toEqual([])
  })
})
