import type { Room } from '../../monitor/protocol/room'

/** A way of listening that is no service: a device or a place. */
export interface ListeningRoom {
  readonly id: string
  readonly label: string
  /** One line for people. */
  readonly note: string
  /** `lufs`: of either signal, where they are known. */
  readonly room: Omit<Room, 'noise' | 'limiter'>
  /** Noise beside the sound, dB under the programme. */
  readonly noise?: { readonly belowHz: number; readonly underDb: number }
}

/** Typical responses, not those of any product: to hear what survives. */
export const ROOMS: readonly ListeningRoom[] = [
  {
    id: 'small-speaker',
    label: 'Small speaker',
    note: 'A phone: mono, nothing below 450 Hz, a hump around 3 kHz.',
    room: {
      monoBelowHz: Number.POSITIVE_INFINITY,
      filters: [
        { kind: 'high-pass', freqHz: 450, slope: 24 },
        { kind: 'bell', freqHz: 2800, gainDb: 4, q: 1 },
      ],
      gainDb: -4,
    },
  },
  {
    id: 'laptop',
    label: 'Laptop',
    note: 'Stereo without anything below 200 Hz.',
    room: {
      monoBelowHz: null,
      filters: [{ kind: 'high-pass', freqHz: 200, slope: 12 }],
      gainDb: 0,
    },
  },
  {
    id: 'car',
    label: 'Car',
    note: 'More bass below 100 Hz, and the road’s noise over quiet parts.',
    room: {
      monoBelowHz: null,
      filters: [{ kind: 'low-shelf', freqHz: 100, gainDb: 4, q: Math.SQRT1_2 }],
      gainDb: -4,
    },
    noise: { belowHz: 300, underDb: 20 },
  },
  {
    id: 'club',
    label: 'Club',
    note: 'Mono below 120 Hz, and more at 50 Hz.',
    room: {
      monoBelowHz: 120,
      filters: [{ kind: 'bell', freqHz: 50, gainDb: 3, q: 1 }],
      gainDb: -3,
    },
  },
  {
    id: 'quiet',
    label: 'Quiet listening',
    note: 'What the ear makes of it 20 dB softer (ISO 226, 80 to 60 phon): bass goes first.',
    room: {
      monoBelowHz: null,
      // Fitted to the difference of the contours: within 0.3 dB from 31.5 Hz to 12.5 kHz.
      filters: [
        { kind: 'low-shelf', freqHz: 46.3, gainDb: -4.81, q: 0.5 },
        { kind: 'low-shelf', freqHz: 240.8, gainDb: -6.28, q: 0.5 },
        { kind: 'bell', freqHz: 3808, gainDb: 1.01, q: 0.5 },
        { kind: 'high-shelf', freqHz: 11_980, gainDb: -6, q: 0.7 },
      ],
      gainDb: -1,
    },
  },
]
