import { describe, expect, it } from 'vitest'
import { magnitudeDb } from '../../../dsp/filters/section'
import { ROOMS } from '../../../session/playback/rooms'
import { equalLoudnessSpl, ISO_226_HZ } from './iso-226.oracle'
import { roomSections } from './room-filters'

/** Response of a room's mid or side, dB, without its fixed gain. */
const response = (id: string, lane: 'first' | 'second', sampleRate: number) => {
  const found = ROOMS.find((room) => room.id === id)
  if (!found) throw new Error(`no room ${id}`)
  const sections = roomSections(found.room, sampleRate).map((pair) => pair[lane])
  return (freqHz: number): number => magnitudeDb(sections, freqHz, sampleRate)
}

for (const sampleRate of [44_100, 48_000, 96_000])
  describe(`rooms at ${sampleRate} Hz`, () => {
    it('small speaker: 24 dB per octave below 450 Hz, 4 dB at 2.8 kHz, no side at all', () => {
      const mid = response('small-speaker', 'first', sampleRate)
      // Butterworth of fourth order: −3.01 dB at the corner.
      expect(mid(450)).toBeCloseTo(-3.01 + bellDb(450, 2800, 4, 1), 1)
      expect(mid(56.25) - mid(112.5)).toBeCloseTo(-24, 0)
      expect(mid(2800)).toBeCloseTo(4, 1)
      expect(response('small-speaker', 'second', sampleRate)(1000)).toBeLessThan(-290)
    })

    it('laptop: 12 dB per octave below 200 Hz, both lanes alike', () => {
      for (const lane of ['first', 'second'] as const) {
        const at = response('laptop', lane, sampleRate)
        expect(at(200)).toBeCloseTo(-3.01, 1)
        expect(at(25) - at(50)).toBeCloseTo(-12, 0)
        expect(Math.abs(at(5000))).toBeLessThan(0.05)
      }
    })

    it('car: 4 dB more below 100 Hz, half of it there, nothing above', () => {
      const at = response('car', 'first', sampleRate)
      expect(at(15)).toBeCloseTo(4, 1)
      expect(at(100)).toBeCloseTo(2, 1)
      expect(Math.abs(at(2000))).toBeLessThan(0.02)
    })

    it('club: the mid only turns in phase, the side has its Linkwitz–Riley leg, 3 dB at 50 Hz', () => {
      const mid = response('club', 'first', sampleRate)
      const side = response('club', 'second', sampleRate)
      expect(mid(50)).toBeCloseTo(3, 2)
      expect(Math.abs(mid(2000))).toBeLessThan(0.02)
      expect(side(120) - mid(120)).toBeCloseTo(-6.02, 2)
      expect(side(30) - mid(30)).toBeLessThan(-47)
      expect(Math.abs(side(2000))).toBeLessThan(0.05)
    })

    it('quiet listening: ISO 226’s 80 phon against 60, within 0.35 dB from 31.5 Hz to 12.5 kHz', () => {
      const at = response('quiet', 'first', sampleRate)
      for (const [band, freqHz] of ISO_226_HZ.entries()) {
        if (freqHz < 31.5) continue
        const spl = (phon: number): number => equalLoudnessSpl(phon)[band] ?? Number.NaN
        const wanted = spl(80) - spl(60) - 20
        expect(Math.abs(at(freqHz) - wanted), `${freqHz} Hz`).toBeLessThan(0.35)
      }
    })
  })

it('at low rates every section stays finite and stable', () => {
  for (const { room } of ROOMS)
    for (const { first, second } of roomSections(room, 8000))
      for (const { a1, a2, b0 } of [first, second]) {
        expect(Number.isFinite(b0)).toBe(true)
        expect(Math.abs(a2)).toBeLessThan(1)
        expect(Math.abs(a1)).toBeLessThan(1 + a2 + 1e-9)
      }
})

/** The cookbook's bell at a frequency, dB, by its analogue prototype. */
const bellDb = (freqHz: number, centreHz: number, gainDb: number, q: number): number => {
  const a = 10 ** (gainDb / 40)
  const x = freqHz / centreHz
  const power = (k: number): number => (1 - x * x) ** 2 + (k * x) ** 2
  return 10 * Math.log10(power(a / q) / power(1 / (a * q)))
}
