/** Builds WAV files in Node: any rate, depth and channel count, seeded signals, broken on demand. */
export type SampleFormat = 'int16' | 'int24' | 'int32' | 'float32' | 'float64'

const BYTES: Record<SampleFormat, number> = {
  int16: 2,
  int24: 3,
  int32: 4,
  float32: 4,
  float64: 8,
}

/** One channel's sample at `frame`, full scale ±1. */
export type Source = (frame: number, channel: number) => number

export interface WavOptions {
  readonly sampleRate?: number
  readonly channelCount?: number
  readonly format?: SampleFormat
  readonly lengthFrames: number
  readonly source: Source
}

/** The file's bytes. Integer samples are rounded and clipped to their range. */
export function wav(options: WavOptions): Buffer {
  const { sampleRate = 48_000, channelCount = 2, format = 'int24', lengthFrames, source } = options
  const sampleBytes = BYTES[format]
  const data = Buffer.alloc(lengthFrames * channelCount * sampleBytes)
  let at = 0
  for (let frame = 0; frame < lengthFrames; frame++)
    for (let channel = 0; channel < channelCount; channel++) {
      writeSample(data, at, format, source(frame, channel))
      at += sampleBytes
    }
  return Buffer.concat([
    wavHeader({ sampleRate, channelCount, format, dataBytes: data.length }),
    data,
  ])
}

/** RIFF, fmt and the head of the data chunk, claiming `dataBytes`. */
export function wavHeader(facts: {
  readonly sampleRate: number
  readonly channelCount: number
  readonly format: SampleFormat
  readonly dataBytes: number
}): Buffer {
  const { sampleRate, channelCount, format, dataBytes } = facts
  const frameBytes = BYTES[format] * channelCount
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(Math.min(0xffff_ffff, 36 + dataBytes), 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(format.startsWith('float') ? 3 : 1, 20)
  header.writeUInt16LE(channelCount, 22)
  header.writeUInt32LE(sampleRate, 24)
  header.writeUInt32LE(sampleRate * frameBytes, 28)
  header.writeUInt16LE(frameBytes, 32)
  header.writeUInt16LE(BYTES[format] * 8, 34)
  header.write('data', 36)
  header.writeUInt32LE(dataBytes, 40)
  return header
}

function writeSample(data: Buffer, at: number, format: SampleFormat, value: number): void {
  if (format === 'float32') data.writeFloatLE(value, at)
  else if (format === 'float64') data.writeDoubleLE(value, at)
  else {
    const bytes = BYTES[format]
    const scale = 2 ** (8 * bytes - 1)
    data.writeIntLE(Math.max(-scale, Math.min(scale - 1, Math.round(value * scale))), at, bytes)
  }
}
