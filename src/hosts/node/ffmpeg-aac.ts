import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  type AudioCodec,
  AudioSample,
  CustomAudioDecoder,
  type EncodedPacket,
  registerDecoder,
} from 'mediabunny'
import { AuStream } from './au-stream'
import { findProgram } from './find-program'

const LOW_COMPLEXITY = 2
const ADTS_BYTES = 7

/** What ADTS needs of an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1): object type, index of the rate, channels. */
const configOf = (description: AllowSharedBufferSource | undefined) => {
  if (!ArrayBuffer.isView(description)) return null
  const [first = 0, second = 0] = new Uint8Array(description.buffer, description.byteOffset, 2)
  const objectType = first >> 3
  const rateIndex = ((first & 7) << 1) | (second >> 7)
  return objectType === LOW_COMPLEXITY && rateIndex < 13
    ? { objectType, rateIndex, channels: (second >> 3) & 15 }
    : null
}

/** A packet with the head that lets it stand alone (ISO/IEC 13818-7, ADTS without a checksum). */
const withAdtsHead = (
  { objectType, rateIndex, channels }: NonNullable<ReturnType<typeof configOf>>,
  packet: Uint8Array,
): Uint8Array => {
  const size = packet.length + ADTS_BYTES
  const bytes = new Uint8Array(size)
  bytes.set([
    0xff,
    0xf1,
    ((objectType - 1) << 6) | (rateIndex << 2) | (channels >> 2),
    ((channels & 3) << 6) | (size >> 11),
    (size >> 3) & 0xff,
    ((size & 7) << 5) | 0x1f,
    0xfc,
  ])
  bytes.set(packet, ADTS_BYTES)
  return bytes
}

/** AAC-LC by the ffmpeg of this machine: another program than the one that encodes here, and the one that many players are made with. */
class FfmpegAacDecoder extends CustomAudioDecoder {
  static override supports(codec: AudioCodec, config: AudioDecoderConfig): boolean {
    return (
      codec === 'aac' && configOf(config.description) !== null && findProgram('ffmpeg') !== null
    )
  }

  private child: ChildProcess | null = null
  private ended: Promise<unknown> = Promise.resolve()
  private atSeconds: number | null = null

  init(): void {
    const args = '-v error -f aac -i pipe:0 -f au -c:a pcm_f32be pipe:1'.split(' ')
    const child = spawn(findProgram('ffmpeg') ?? 'ffmpeg', args, {
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    const stream = new AuStream()
    child.stdout.on('data', (piece: Uint8Array) => {
      const block = stream.push(piece)
      if (!block) return
      const { sampleRate, channelCount, samples: data } = block
      const timestamp = this.atSeconds ?? 0
      this.atSeconds = timestamp + data.length / channelCount / sampleRate
      const shape = { format: 'f32', numberOfChannels: channelCount, sampleRate } as const
      this.onSample(new AudioSample({ data, ...shape, timestamp }))
    })
    // Whoever stops early closes the pipe under it.
    child.stdin.on('error', () => {})
    child.on('error', this.onError)
    this.ended = once(child.stdout, 'end')
    this.child = child
  }

  async decode(packet: EncodedPacket): Promise<void> {
    const { child } = this
    const config = configOf(this.config.description)
    if (!child?.stdin || !config) return
    this.atSeconds ??= packet.timestamp
    if (!child.stdin.write(withAdtsHead(config, packet.data))) await once(child.stdin, 'drain')
  }

  async flush(): Promise<void> {
    this.child?.stdin?.end()
    await this.ended
  }

  close(): void {
    this.child?.kill()
  }
}

/** Lets Node open AAC where the machine has ffmpeg: Node has no decoder of its own. */
export const decodeAacByFfmpeg = (): void => {
  if (isRegistered) return
  isRegistered = true
  registerDecoder(FfmpegAacDecoder)
}

let isRegistered = false
