import { exp, pow } from '../dsp/elementary'
import { Ambience } from './ambience'
import { BellVoice } from './bell-voice'
import { type DrumKit, makeDrumKit } from './drums'
import { seededRandom } from './random'
import { BARS, BEAT_SECONDS, BEATS_PER_BAR, composeScore, type Note } from './score'
import { ShotVoice } from './shot-voice'
import { SynthVoice } from './synth-voice'
import type { Buses, Voice } from './voice'

export const DEMO_SAMPLE_RATE = 44_100
export const DEMO_FRAMES = BARS * BEATS_PER_BAR * BEAT_SECONDS * DEMO_SAMPLE_RATE
const CHUNK_FRAMES = 1024
const BEAT_FRAMES = BEAT_SECONDS * DEMO_SAMPLE_RATE
/** Puts the mix at about −20 LUFS with peaks near −3 dBFS, as a mix that wants mastering. */
const MIX_GAIN = 0.43
/** The kick pulls pads and basses down by this share, back within about 0.2 s. */
const DUCK_DEPTH = 0.55
const DUCK_SECONDS = 0.09

/** The demo: half a minute of music made from a seed, the same bytes everywhere. Rendered from start to end. */
export interface DemoMix {
  readonly sampleRate: number
  readonly channelCount: 2
  readonly lengthFrames: number
  /** Writes the next frames, at most `frames`; fewer at the end, then 0. */
  render(into: readonly [Float32Array, Float32Array], frames: number): number
}

/** Any block size gives the same bits: music is made in chunks of its own and handed out from them. */
export const createDemoMix = (seed: number): DemoMix => {
  const random = seededRandom(seed)
  const score = composeScore(random)
  const kit = makeDrumKit(DEMO_SAMPLE_RATE, random)
  const ambience = new Ambience()
  const buses: Buses = {
    left: new Float32Array(CHUNK_FRAMES),
    right: new Float32Array(CHUNK_FRAMES),
    send: new Float32Array(CHUNK_FRAMES),
    duck: new Float32Array(CHUNK_FRAMES),
  }
  const duckFactor = exp(-1 / (DUCK_SECONDS * DEMO_SAMPLE_RATE))
  let voices: Voice[] = []
  let next = 0
  let dip = 0
  let made = 0
  let given = 0

  /** Chunk by chunk: notes that begin within it join at their frame. */
  const makeChunk = (): void => {
    for (const bus of [buses.left, buses.right, buses.send]) bus.fill(0)
    const starting: { readonly note: Note; readonly at: number }[] = []
    for (let note = score[next]; note; note = score[++next]) {
      const at = Math.round(note.beat * BEAT_FRAMES) - made
      if (at >= CHUNK_FRAMES) break
      starting.push({ note, at })
    }
    for (let i = 0; i < CHUNK_FRAMES; i++) {
      for (const { note, at } of starting) if (at === i && note.part === 'kick') dip = note.velocity
      buses.duck[i] = 1 - DUCK_DEPTH * dip
      dip *= duckFactor
    }
    voices = voices.filter((voice) => voice.render(buses, 0, CHUNK_FRAMES))
    for (const { note, at } of starting) {
      const voice = voiceOf(note, kit)
      if (voice.render(buses, at, CHUNK_FRAMES)) voices.push(voice)
    }
    ambience.render(buses.send, buses.left, buses.right, CHUNK_FRAMES)
    made += CHUNK_FRAMES
  }

  return {
    sampleRate: DEMO_SAMPLE_RATE,
    channelCount: 2,
    lengthFrames: DEMO_FRAMES,
    render(into, frames) {
      const count = Math.min(frames, DEMO_FRAMES - given)
      for (let done = 0; done < count; ) {
        if (given === made) makeChunk()
        const offset = given % CHUNK_FRAMES
        const run = Math.min(count - done, CHUNK_FRAMES - offset)
        for (let i = 0; i < run; i++) {
          const gain = MIX_GAIN * fadeOut(given + i)
          into[0][done + i] = gain * (buses.left[offset + i] ?? 0)
          into[1][done + i] = gain * (buses.right[offset + i] ?? 0)
        }
        done += run
        given += run
      }
      return count
    },
  }
}

const FADE_FRAMES = DEMO_SAMPLE_RATE / 2

const fadeOut = (frame: number): number => Math.min(1, (DEMO_FRAMES - 1 - frame) / FADE_FRAMES)

const freqOf = (pitch: number): number => 440 * pow(2, (pitch - 69) / 12)

const voiceOf = (note: Note, kit: DrumKit): Voice => {
  const { velocity, pitch } = note
  const sampleRate = DEMO_SAMPLE_RATE
  const gateFrames = Math.round(note.beats * BEAT_FRAMES)
  switch (note.part) {
    case 'kick':
      return new ShotVoice(kit.kick, 0.95 * velocity, 0, 0.02)
    case 'snare':
      return new ShotVoice(kit.snare, 0.62 * velocity, 0.08, 0.22)
    case 'hat':
      return new ShotVoice(kit.hat, 0.3 * velocity, -0.35, 0.05)
    case 'openHat':
      return new ShotVoice(kit.openHat, 0.22 * velocity, 0.4, 0.08)
    case 'lead': {
      const pan = pitch % 2 === 0 ? 0.25 : -0.25
      const freqHz = freqOf(pitch)
      return new BellVoice({
        sampleRate,
        freqHz,
        level: 0.34 * velocity,
        decaySeconds: 0.4,
        pan,
        send: 0.3,
      })
    }
    case 'bass':
      return new SynthVoice({
        sampleRate,
        freqHz: freqOf(pitch),
        gateFrames,
        level: 0.3 * velocity,
        attackSeconds: 0.004,
        releaseSeconds: 0.05,
        detune: 1.003,
        width: 0,
        cutoffHz: 260,
        sweepHz: 900 * velocity,
        sweepSeconds: 0.09,
        sub: 0.8,
        send: 0.01,
      })
    case 'pad':
      return new SynthVoice({
        sampleRate,
        freqHz: freqOf(pitch),
        gateFrames,
        level: 0.085 * velocity,
        attackSeconds: 0.12,
        releaseSeconds: 0.28,
        detune: 1.006,
        width: 0.9,
        cutoffHz: 500 + 1500 * velocity,
        sweepHz: 1800 * velocity,
        sweepSeconds: 0.5,
        sub: 0,
        send: 0.22,
      })
  }
}
