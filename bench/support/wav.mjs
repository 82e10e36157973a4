/** @typedef {'int16' | 'int24' | 'int32' | 'float32' | 'float64'} SampleFormat */

/**
 * One channel's sample at `frame`, full scale ±1.
 * @typedef {(frame: number, channel: number) => number} Source
 */

const BYTES = { int16: 2, int24: 3, int32: 4, float32: 4, float64: 8 }
const HEADER_BYTES = 44

/**
 * A WAV file of any rate, depth and channel count. Integer samples are rounded and clipped to their range.
 * @param {{ sampleRate?: number, channelCount?: number, format?: SampleFormat, lengthFrames: number, source: Source }} options
 * @returns {Buffer}
 */
export const wav = ({
  sampleRate = 48_000,
  channelCount = 2,
  format = 'int24',
  lengthFrames,
  source,
}) => {
  const sampleBytes = BYTES[format]
  const dataBytes = lengthFrames * channelCount * sampleBytes
  const file = Buffer.alloc(HEADER_BYTES + dataBytes)
  file.set(wavHeader({ sampleRate, channelCount, format, dataBytes }))
  const write = writerOf(file, format)
  let at = HEADER_BYTES
  for (let frame = 0; frame < lengthFrames; frame++)
    for (let channel = 0; channel < channelCount; channel++) {
      write(source(frame, channel), at)
      at += sampleBytes
    }
  return file
}

/**
 * RIFF, fmt and the head of the data chunk, claiming `dataBytes`.
 * @param {{ sampleRate: number, channelCount: number, format: SampleFormat, dataBytes: number }} facts
 * @returns {Buffer}
 */
export const wavHeader = ({ sampleRate, channelCount, format, dataBytes }) => {
  const frameBytes = BYTES[format] * channelCount
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('RIFF', 0)
  header.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4)
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

/** @returns {(value: number, at: number) => void} */
const writerOf = (file, format) => {
  if (format === 'float32') return (value, at) => file.writeFloatLE(value, at)
  if (format === 'float64') return (value, at) => file.writeDoubleLE(value, at)
  const bytes = BYTES[format]
  const scale = 2 ** (8 * bytes - 1)
  return (value, at) =>
    file.writeIntLE(Math.max(-scale, Math.min(scale - 1, Math.round(value * scale))), at, bytes)
}
