/** A stretch of a sine on both channels. */
export interface Tone {
  /** Peak, dBFS. */
  readonly levelDbfs: number
  readonly seconds: number
}

export interface ToneSpec {
  readonly tones: readonly Tone[]
  readonly sampleRate: number
  readonly freqHz: number
  /** Of the first frame. */
  readonly phaseDegrees: number
}

const HEADER_BYTES = 44
const CHANNELS = 2
const SAMPLE_BYTES = 4
/** WAVE_FORMAT_IEEE_FLOAT. */
const FLOAT_TAG = 3
/** EBU Tech 3341: the ends of a tone for peaks are faded so that they click nowhere. */
const FADE_SECONDS = 0.01

/** Tones one after the other, with one phase throughout, as a WAV file of 32-bit floats. */
export const toneFile = ({ tones, sampleRate, freqHz, phaseDegrees }: ToneSpec): Uint8Array => {
  const lengths = tones.map(({ seconds }) => Math.round(seconds * sampleRate))
  const lengthFrames = lengths.reduce((sum, frames) => sum + frames, 0)
  const file = new DataView(new ArrayBuffer(HEADER_BYTES + lengthFrames * CHANNELS * SAMPLE_BYTES))
  writeHeader(file, sampleRate)
  const step = (2 * Math.PI * freqHz) / sampleRate
  const phase = (phaseDegrees * Math.PI) / 180
  const fadeFrames = Math.round(FADE_SECONDS * sampleRate)
  let n = 0
  for (const [index, { levelDbfs }] of tones.entries()) {
    const amplitude = 10 ** (levelDbfs / 20)
    for (const end = n + (lengths[index] ?? 0); n < end; n++) {
      const fade =
        phaseDegrees === 0 ? 1 : Math.min(1, n / fadeFrames, (lengthFrames - n) / fadeFrames)
      const value = fade * amplitude * Math.sin(step * n + phase)
      const at = HEADER_BYTES + n * CHANNELS * SAMPLE_BYTES
      file.setFloat32(at, value, true)
      file.setFloat32(at + SAMPLE_BYTES, value, true)
    }
  }
  return new Uint8Array(file.buffer)
}

const writeHeader = (file: DataView, sampleRate: number): void => {
  const text = (at: number, four: string): void => {
    for (let i = 0; i < four.length; i++) file.setUint8(at + i, four.charCodeAt(i))
  }
  const frameBytes = CHANNELS * SAMPLE_BYTES
  text(0, 'RIFF')
  file.setUint32(4, file.byteLength - 8, true)
  text(8, 'WAVEfmt ')
  file.setUint32(16, 16, true)
  file.setUint16(20, FLOAT_TAG, true)
  file.setUint16(22, CHANNELS, true)
  file.setUint32(24, sampleRate, true)
  file.setUint32(28, sampleRate * frameBytes, true)
  file.setUint16(32, frameBytes, true)
  file.setUint16(34, SAMPLE_BYTES * 8, true)
  text(36, 'data')
  file.setUint32(40, file.byteLength - HEADER_BYTES, true)
}
