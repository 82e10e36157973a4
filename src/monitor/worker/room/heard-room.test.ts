import { describe, expect, it } from 'vitest'
import { BLOCK_FRAMES } from '../../../core/pcm'
import { furthestApart } from '../../../core/testing/furthest-apart'
import { magnitudeDb } from '../../../dsp/filters/section'
import { seededNoise } from '../../../dsp/testing/seeded-noise'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { ROOMS } from '../../../session/playback/rooms'
import type { PerSignal, Room } from '../../protocol/room'
import { heardRoom } from './heard-room'
import { roomSections } from './room-filters'

const RATE = 48_000
const kernels = nodeKernels()

/** A room of the page, its noise at these levels. */
const roomOf = (id: string, levelDbfs: PerSignal | null = null): Room => {
  const found = ROOMS.find((room) => room.id === id)
  if (!found) throw new Error(`no room ${id}`)
  const noise = found.noise && levelDbfs ? { ...found.noise, levelDbfs } : null
  return { ...found.room, limiter: null, noise }
}

/** These channels through a room, block by block. */
const through = (room: Room, channels: readonly Float32Array[], block = BLOCK_FRAMES) => {
  const heard = heardRoom(kernels, room, RATE)
  const out = channels.map((plane) => plane.slice())
  const frames = out[0]?.length ?? 0
  for (let at = 0; at < frames; at += block) {
    const count = Math.min(block, frames - at)
    heard.process(
      'master',
      out.map((plane) => plane.subarray(at, at + count)),
      count,
    )
  }
  heard.dispose()
  return out
}

const rmsDb = (plane: Float32Array | undefined): number => {
  const tail = plane?.subarray(RATE) ?? new Float32Array(1)
  return 10 * Math.log10(tail.reduce((sum, value) => sum + value * value, 0) / tail.length)
}

const sine = (freqHz: number, amplitude = 0.5) =>
  Float32Array.from(
    { length: 2 * RATE },
    (_, n) => amplitude * Math.sin((2 * Math.PI * freqHz * n) / RATE),
  )

describe('what is heard in a room', () => {
  for (const { id, room } of ROOMS)
    it(`${id}: a sine comes out at the room’s response within 0.01 dB`, () => {
      const sections = roomSections(room, RATE).map(({ first }) => first)
      for (const freqHz of [60, 500, 3000, 10_000]) {
        const tone = sine(freqHz)
        const [left] = through(roomOf(id), [tone, tone])
        const wanted = magnitudeDb(sections, freqHz, RATE) + room.gainDb
        expect(Math.abs(rmsDb(left) - rmsDb(tone) - wanted), `${freqHz} Hz`).toBeLessThan(0.01)
      }
    })

  it('left alone comes out of both sides of a small speaker, 6 dB down', () => {
    const tone = sine(1000)
    const [left, right] = through(roomOf('small-speaker'), [tone, new Float32Array(tone.length)])
    expect(left).toEqual(right)
    const [both] = through(roomOf('small-speaker'), [tone, tone])
    expect(rmsDb(left)).toBeCloseTo(rmsDb(both) - 6.02, 1)
  })

  it('mono audio has rooms too, and a block size changes nothing by more than 1e-6', () => {
    const next = seededNoise(4)
    const noise = Float32Array.from({ length: RATE }, () => 0.3 * next())
    const [whole] = through(roomOf('club'), [noise]) as [Float32Array]
    const [pieces] = through(roomOf('club'), [noise], 511) as [Float32Array]
    expect(furthestApart(whole, pieces)).toBeLessThan(1e-6)
  })

  it('a car has its road: seeded noise 20 dB under the programme, gone above 1.2 kHz, the same at every start', () => {
    const car = { ...roomOf('car', { original: -40, master: -34 }), gainDb: 0 }
    const silence = () => [new Float32Array(8 * RATE)]
    const [road] = through(car, silence())
    expect(Math.abs(rmsDb(road) - -34)).toBeLessThan(0.5)
    expect(through(car, silence())[0]).toEqual(road)
    const highs = through(
      { ...roomOf('laptop'), filters: [{ kind: 'high-pass', freqHz: 1200, slope: 24 }] },
      road ? [road] : [],
    )
    expect(rmsDb(highs[0])).toBeLessThan(-34 - 20)
  })

  it('its own boosts make nothing louder than it came: no room amplifies a full-scale sine', () => {
    for (const { id } of ROOMS)
      for (const freqHz of [40, 50, 100, 1000, 2800, 4000, 8000]) {
        const [left] = through(roomOf(id), [sine(freqHz, 1), sine(freqHz, 1)])
        expect(rmsDb(left), `${id} at ${freqHz} Hz`).toBeLessThan(-3.01 + 0.05)
      }
  })
})
