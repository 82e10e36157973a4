import { expect, test } from 'vitest'
import { QUEUE_SECONDS } from '../protocol/feed-protocol'
import type { MeterFrame } from '../protocol/meter-frame'
import { MeterFrames } from './live-meters'

const frameAt = (startSeconds: number): MeterFrame => {
  const silent = {
    momentaryLufs: Number.NEGATIVE_INFINITY,
    shortTermLufs: Number.NEGATIVE_INFINITY,
    truePeakDbtp: Number.NEGATIVE_INFINITY,
    samplePeakDbfs: [],
    correlation: 0,
    goniometer: new Float32Array(),
    spectrumDb: new Float32Array(),
  }
  return { startSeconds, durationSeconds: 0.5, original: silent, master: silent, reductions: [] }
}

test('the frame of a position is found though others arrived ahead of being heard', () => {
  const frames = new MeterFrames()
  const all = [0, 0.5, 1, 1.5].map(frameAt)
  for (const frame of all) frames.push(frame)
  expect(frames.at(0.6)).toBe(all[1])
  expect(frames.at(0.5)).toBe(all[1])
  expect(frames.at(9)).toBeNull()
})

test('what a changed recipe measures replaces what was measured before', () => {
  const frames = new MeterFrames()
  const newer = frameAt(0.5)
  for (const frame of [frameAt(0), frameAt(0.5), newer]) frames.push(frame)
  expect(frames.at(0.7)).toBe(newer)
})

test('keeps as much as a feed queues ahead of what is heard, and no more than a second beside', () => {
  const frames = new MeterFrames()
  for (let k = 0; k < 5000; k++) frames.push({ ...frameAt(k / 50), durationSeconds: 1 / 50 })
  const end = 5000 / 50
  expect(frames.at(end - QUEUE_SECONDS - 0.5)).not.toBeNull()
  expect(frames.at(end - QUEUE_SECONDS - 1.1)).toBeNull()
})

test('keeps the newest frames only', () => {
  const frames = new MeterFrames()
  for (let k = 0; k < 5000; k++) frames.push(frameAt(k / 2))
  expect(frames.at(0)).toBeNull()
  expect(frames.at(4999 / 2)).not.toBeNull()
})
