import { assert } from '../../../core/assert'

export interface WavShape {
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  readonly bytesPerSample: 2 | 3 | 4
  readonly float: boolean
}

const FORMAT_PCM = 1
const FORMAT_FLOAT = 3
const MAX_RIFF_BYTES = 0xffffffff

/**
 * The bytes before the samples. Plain WAVEFORMAT for 16 and 24 bit, WAVEFORMATEX with a `fact` chunk
 * for float, as the format's authors ask of non-PCM; EXTENSIBLE nowhere: with one or two channels and
 * full containers it says nothing more, and older readers refuse it. RF64 with `ds64` (EBU Tech 3306)
 * as soon as a size no longer fits 32 bits.
 */
export const wavHeader = (shape: WavShape): Uint8Array => {
  const { sampleRate, channelCount, lengthFrames, bytesPerSample, float } = shape
  assert(channelCount === 1 || channelCount === 2, 'WAV: 1 or 2 channels')
  const bytesPerFrame = channelCount * bytesPerSample
  const dataBytes = lengthFrames * bytesPerFrame
  const body = new ChunkWriter()
  const format = body.chunk('fmt ', float ? 18 : 16)
  format.setUint16(0, float ? FORMAT_FLOAT : FORMAT_PCM, true)
  format.setUint16(2, channelCount, true)
  format.setUint32(4, sampleRate, true)
  format.setUint32(8, sampleRate * bytesPerFrame, true)
  format.setUint16(12, bytesPerFrame, true)
  format.setUint16(14, bytesPerSample * 8, true)
  if (float) body.chunk('fact', 4).setUint32(0, Math.min(lengthFrames, MAX_RIFF_BYTES), true)
  body.open('data', dataBytes)

  const paddedBytes = dataBytes + (dataBytes % 2)
  const plainRiffBytes = 4 + body.length + paddedBytes
  const head = new ChunkWriter()
  if (plainRiffBytes <= MAX_RIFF_BYTES) {
    head.open('RIFF', plainRiffBytes)
    head.text('WAVE')
  } else {
    head.open('RF64', MAX_RIFF_BYTES)
    head.text('WAVE')
    const ds64 = head.chunk('ds64', 28)
    setUint64(ds64, 0, plainRiffBytes + 8 + 28)
    setUint64(ds64, 8, dataBytes)
    setUint64(ds64, 16, lengthFrames)
  }
  const bytes = new Uint8Array(head.length + body.length)
  bytes.set(head.bytes(), 0)
  bytes.set(body.bytes(), head.length)
  return bytes
}

const setUint64 = (view: DataView, offset: number, value: number): void => {
  view.setUint32(offset, value % 2 ** 32, true)
  view.setUint32(offset + 4, Math.floor(value / 2 ** 32), true)
}

/** The few dozen bytes of a header, chunk by chunk. */
class ChunkWriter {
  length = 0
  private readonly buffer = new Uint8Array(128)

  text(fourCharacters: string): void {
    for (let i = 0; i < 4; i++) this.buffer[this.length + i] = fourCharacters.charCodeAt(i)
    this.length += 4
  }

  /** A chunk's id and size; what follows is the caller's. */
  open(id: string, sizeBytes: number): void {
    this.text(id)
    const size = Math.min(sizeBytes, MAX_RIFF_BYTES)
    new DataView(this.buffer.buffer).setUint32(this.length, size, true)
    this.length += 4
  }

  /** A whole chunk, to be filled through the view. */
  chunk(id: string, sizeBytes: number): DataView {
    this.open(id, sizeBytes)
    const view = new DataView(this.buffer.buffer, this.length, sizeBytes)
    this.length += sizeBytes
    return view
  }

  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length)
  }
}
