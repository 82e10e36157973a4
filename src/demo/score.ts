import type { Random } from './random'

/** 15 bars of 2 s: intro, verse, drop, and a last bar that rings out. */
export const BARS = 15
export const BEATS_PER_BAR = 4
export const BEAT_SECONDS = 0.5
const VERSE_BAR = 4
const DROP_BAR = 8
const LAST_BAR = 14

export type Part = 'pad' | 'bass' | 'lead' | 'kick' | 'snare' | 'hat' | 'openHat'

/** One sound of the arrangement. */
export interface Note {
  readonly part: Part
  /** Beats from the start. */
  readonly beat: number
  readonly beats: number
  /** MIDI note number; 0 for drums. */
  readonly pitch: number
  /** 0…1 */
  readonly velocity: number
}

interface Chord {
  readonly bass: number
  readonly pad: readonly number[]
  /** Notes a tune may rest on, in the tune's octave. */
  readonly tune: readonly number[]
}

/** A minor ninth, F major seventh, C, G with its sixth: four bars round. */
const CHORDS: readonly Chord[] = [
  { bass: 33, pad: [57, 64, 67, 71], tune: [69, 72, 76, 79] },
  { bass: 29, pad: [53, 60, 64, 69], tune: [69, 72, 76, 77] },
  { bass: 36, pad: [55, 60, 64, 71], tune: [67, 72, 76, 79] },
  { bass: 31, pad: [55, 59, 62, 69], tune: [67, 71, 74, 79] },
]
/** A minor pentatonic, for the notes between. */
const SCALE: readonly number[] = [67, 69, 72, 74, 76, 79, 81]

/** Every note of the mix in order of time; the seed decides the tune and the small differences of touch. */
export const composeScore = (random: Random): readonly Note[] => {
  const notes: Note[] = []
  const add = (
    part: Part,
    bar: number,
    beat: number,
    beats: number,
    pitch: number,
    velocity: number,
  ): void => {
    const touch = 1 - 0.12 * random()
    notes.push({ part, beat: bar * BEATS_PER_BAR + beat, beats, pitch, velocity: velocity * touch })
  }
  const motif = composeMotif(random)
  for (let bar = 0; bar < BARS; bar++) {
    const chord = CHORDS[bar === LAST_BAR ? 0 : bar % CHORDS.length] as Chord
    const inDrop = bar >= DROP_BAR && bar < LAST_BAR
    const inVerse = bar >= VERSE_BAR && bar < DROP_BAR
    for (const pitch of chord.pad) add('pad', bar, 0, 4, pitch, inDrop ? 0.9 : 0.62)
    if (bar === LAST_BAR) {
      add('bass', bar, 0, 3, chord.bass, 0.8)
      add('kick', bar, 0, 1, 0, 0.9)
      add('lead', bar, 0, 3, 69, 0.7)
      continue
    }
    playTune(add, bar, chord, motif, inDrop)
    if (inVerse) playVerse(add, bar, chord)
    if (inDrop) playDrop(add, bar, chord)
    // Into the next part: a run of snares.
    if (bar === VERSE_BAR - 1 || bar === DROP_BAR - 1)
      for (let i = 0; i < 4; i++) add('snare', bar, 3 + i / 4, 0.25, 0, 0.25 + 0.12 * i)
  }
  return notes.sort((a, b) => a.beat - b.beat)
}

type Add = (
  part: Part,
  bar: number,
  beat: number,
  beats: number,
  pitch: number,
  velocity: number,
) => void

/** Where in two bars the tune moves, and how far along the scale it steps from a note of the chord. */
interface Stroke {
  readonly beat: number
  readonly step: number
}

const RHYTHMS: readonly (readonly number[])[] = [
  [0, 1.5, 2.5, 4, 5.5, 6],
  [0, 0.5, 1.5, 3, 4, 5.5, 6.5],
  [0, 1, 1.5, 3, 4.5, 6],
]

const composeMotif = (random: Random): readonly Stroke[] => {
  const rhythm = RHYTHMS[Math.floor(random() * RHYTHMS.length)] ?? []
  return rhythm.map((beat) => ({ beat, step: Math.floor(random() * 5) - 2 }))
}

/** The motif over the harmony: on a beat a note of the chord, between beats a neighbour in the scale. */
const playTune = (
  add: Add,
  bar: number,
  chord: Chord,
  motif: readonly Stroke[],
  loud: boolean,
): void => {
  const half = (bar % 2) * BEATS_PER_BAR
  motif.forEach(({ beat, step }, index) => {
    if (beat < half || beat >= half + BEATS_PER_BAR) return
    const onBeat = beat % 1 === 0
    const anchor = chord.tune[(index + step + 8) % chord.tune.length] ?? 69
    const near = SCALE.findIndex((candidate) => candidate >= anchor)
    const between = SCALE[Math.min(SCALE.length - 1, Math.max(0, near + step))] ?? anchor
    const next = motif[index + 1]?.beat ?? 2 * BEATS_PER_BAR
    const pitch = onBeat ? anchor : between
    add('lead', bar, beat - half, Math.min(1.5, next - beat), pitch, loud ? 0.95 : 0.7)
  })
}

const playVerse = (add: Add, bar: number, chord: Chord): void => {
  add('kick', bar, 0, 1, 0, 0.75)
  add('kick', bar, 2.5, 1, 0, 0.6)
  add('snare', bar, 1, 1, 0, 0.5)
  add('snare', bar, 3, 1, 0, 0.55)
  for (let i = 0; i < 8; i++) add('hat', bar, i / 2, 0.25, 0, i % 2 === 0 ? 0.4 : 0.6)
  add('bass', bar, 0, 1.75, chord.bass, 0.7)
  add('bass', bar, 2.5, 1.25, chord.bass, 0.65)
}

const playDrop = (add: Add, bar: number, chord: Chord): void => {
  for (let beat = 0; beat < BEATS_PER_BAR; beat++) {
    add('kick', bar, beat, 1, 0, 1)
    add('openHat', bar, beat + 0.5, 0.5, 0, 0.7)
    add('bass', bar, beat, 0.45, chord.bass, 0.8)
    add('bass', bar, beat + 0.5, 0.45, chord.bass + (beat === 3 ? 12 : 0), 0.95)
  }
  add('snare', bar, 1, 1, 0, 0.9)
  add('snare', bar, 3, 1, 0, 0.95)
  for (let i = 0; i < 16; i++) add('hat', bar, i / 4, 0.25, 0, i % 4 === 2 ? 0.7 : 0.38)
}
