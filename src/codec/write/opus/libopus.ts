import { assert } from '../../../core/assert'

/** The names under which opus-encdec's build of libopus 1.3.1 gives its functions. */
interface LibopusExports {
  readonly g: { readonly buffer: ArrayBuffer }
  /** Constructors of the C runtime. */
  readonly h: () => void
  readonly i: (sampleRate: number, channels: number, application: number, error: number) => number
  readonly j: (
    encoder: number,
    pcm: number,
    frames: number,
    packet: number,
    maxBytes: number,
  ) => number
  readonly k: (encoder: number, request: number, argument: number) => number
  readonly l: (encoder: number) => void
  readonly p: (bytes: number) => number
  readonly q: (pointer: number) => void
}

/** What there is of the JavaScript interface to WebAssembly in every host. */
interface WebAssemblyHost {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, Record<string, (...values: number[]) => number>>,
  ): Promise<{ readonly instance: { readonly exports: unknown } }>
}

export const OPUS_RATE_HZ = 48_000
/** 20 ms. */
export const OPUS_FRAMES = 960
const MAX_PACKET_BYTES = 1275
const APPLICATION_AUDIO = 2049
const SET_BITRATE = 4002
const SET_COMPLEXITY = 4010
const GET_LOOKAHEAD = 4027
const COMPLEXITY = 10

/** One libopus encoder at 48 kHz: packets of 20 ms, variable bit rate, complexity 10. */
export interface OpusEncoder {
  /** Frames that decoders drop at the start. */
  readonly lookaheadFrames: number
  /** Interleaved samples go here: OPUS_FRAMES frames. */
  readonly input: Float32Array
  /** Encodes `input`; the packet is valid until the next call. */
  encode(): Uint8Array
  release(): void
}

/** `bytes`: the encoder's WebAssembly file; `bitrate` in bit/s. */
export const openOpusEncoder = async (
  bytes: Uint8Array,
  channelCount: number,
  bitrate: number,
): Promise<OpusEncoder> => {
  const { WebAssembly: host } = globalThis as unknown as { readonly WebAssembly: WebAssemblyHost }
  const memory: { of?: LibopusExports } = {}
  const refuse = (): number => {
    throw new Error('libopus asked for more than it may')
  }
  const { instance } = await host.instantiate(bytes, {
    a: {
      a: refuse,
      b: refuse,
      c: refuse,
      d: refuse,
      // memcpy of large blocks
      e: (to = 0, from = 0, length = 0) => {
        if (memory.of) new Uint8Array(memory.of.g.buffer).copyWithin(to, from, from + length)
        return to
      },
      f: refuse,
    },
  })
  const lib = instance.exports as LibopusExports
  memory.of = lib
  lib.h()
  const { buffer } = lib.g
  const argument = lib.p(8)
  const input = lib.p(OPUS_FRAMES * channelCount * 4)
  const packet = lib.p(MAX_PACKET_BYTES)
  const encoder = lib.i(OPUS_RATE_HZ, channelCount, APPLICATION_AUDIO, argument)
  assert(encoder !== 0, 'libopus: no encoder')
  const words = new Int32Array(buffer)
  const set = (request: number, value: number): void => {
    words[argument / 4] = value
    assert(lib.k(encoder, request, argument) === 0, `libopus: request ${request}`)
  }
  set(SET_BITRATE, bitrate)
  set(SET_COMPLEXITY, COMPLEXITY)
  // The argument of a getter is the address that it writes to.
  set(GET_LOOKAHEAD, argument + 4)
  return {
    lookaheadFrames: words[argument / 4 + 1] ?? 0,
    input: new Float32Array(buffer, input, OPUS_FRAMES * channelCount),
    encode: () => {
      const size = lib.j(encoder, input, OPUS_FRAMES, packet, MAX_PACKET_BYTES)
      assert(size > 0, `libopus: error ${size}`)
      return new Uint8Array(buffer, packet, size)
    },
    release: () => lib.l(encoder),
  }
}
