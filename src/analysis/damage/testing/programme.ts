import { readFileSync } from 'node:fs'
import { type Audio, gainOf, noiseOf } from './audio'

/** The seeded programme of damage-vectors.json. */
interface Voice {
  readonly kind: 'tones' | 'noiseHits'
  readonly freqsHz?: readonly number[]
  readonly partials?: readonly number[]
  readonly periodSeconds: number
  readonly offsetSeconds?: number
  readonly tauSeconds: number
  readonly dBFS: number
  readonly pan: readonly [number, number]
  readonly seed?: number
  readonly difference?: number
}

interface Programme {
  readonly seconds: number
  readonly fadeInSeconds: number
  readonly fadeOutSeconds: number
  readonly voices: readonly Voice[]
}

const { programme: PROGRAMME }: { readonly programme: Programme } = JSON.parse(
  readFileSync(new URL('damage-vectors.json', import.meta.url), 'utf8'),
)

const programmes = new Map<number, Audio>()

/** The programme, stereo; made once per rate and copied. */
export const programme = (fs: number): Audio => {
  const made = programmes.get(fs) ?? synthesise(PROGRAMME, fs)
  programmes.set(fs, made)
  return [made[0].slice(), made[1].slice()]
}

/** A tone and its partials, at full level. */
const harmonics = (
  partials: readonly number[],
  freqHz: number,
  frames: number,
  fs: number,
): Float64Array => {
  const tone = new Float64Array(frames)
  for (const [h, partial] of partials.entries())
    for (let i = 0; i < frames; i++)
      tone[i] = (tone[i] ?? 0) + partial * Math.sin((2 * Math.PI * (h + 1) * freqHz * i) / fs)
  return tone
}

const synthesise = (
  { seconds, fadeInSeconds, fadeOutSeconds, voices }: Programme,
  fs: number,
): Audio => {
  const frames = Math.round(seconds * fs)
  const audio: Audio = [new Float64Array(frames), new Float64Array(frames)]
  const [left, right] = audio
  const noTone = new Float64Array(0)
  for (const voice of voices) {
    const noise = voice.kind === 'noiseHits' ? noiseOf(voice.seed ?? 0, frames) : undefined
    const { offsetSeconds = 0, periodSeconds, tauSeconds, difference } = voice
    const amplitude = gainOf(voice.dBFS)
    const [panLeft, panRight] = voice.pan
    const ringFrames = Math.min(frames, Math.round(8 * tauSeconds * fs))
    const decay = new Float64Array(ringFrames)
    for (let i = 0; i < ringFrames; i++) decay[i] = Math.exp(-i / (tauSeconds * fs))
    // A note comes again and again: its sines once.
    const tones = new Map(
      (voice.freqsHz ?? []).map((freqHz) => [
        freqHz,
        harmonics(voice.partials ?? [], freqHz, ringFrames, fs),
      ]),
    )
    for (let k = 0; ; k++) {
      const start = Math.round((offsetSeconds + k * periodSeconds) * fs)
      if (start >= frames) break
      const count = Math.min(frames - start, ringFrames)
      const freqHz = voice.freqsHz?.[k % voice.freqsHz.length] ?? 0
      const tone = tones.get(freqHz) ?? noTone
      for (let i = 0; i < count; i++) {
        const n = start + i
        const value = noise
          ? (noise[n] ?? 0) -
            (difference === undefined || n === 0 ? 0 : difference * (noise[n - 1] ?? 0))
          : (tone[i] ?? 0)
        const sign = noise || k % 2 === 0 ? 1 : -1
        const sample = sign * amplitude * value * (decay[i] ?? 0)
        left[n] = (left[n] ?? 0) + panLeft * sample
        right[n] = (right[n] ?? 0) + panRight * sample
      }
    }
  }
  const fadeIn = Math.round(fadeInSeconds * fs)
  const fadeOut = Math.round(fadeOutSeconds * fs)
  for (const channel of audio) {
    for (let n = 0; n < fadeIn; n++) channel[n] = ((channel[n] ?? 0) * (n + 1)) / fadeIn
    for (let n = frames - fadeOut; n < frames; n++)
      channel[n] = ((channel[n] ?? 0) * (frames - n)) / fadeOut
  }
  return audio
}
