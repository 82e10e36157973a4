import opusUrl from 'opus-encdec/dist/libopus-encoder.wasm.min.wasm?url'
import mp3Url from 'wasm-media-encoders/wasm/mp3?url'
import vorbisUrl from 'wasm-media-encoders/wasm/ogg?url'
import type { EncoderBinary } from '../../codec/write/audio-writer'

const URLS: Readonly<Record<EncoderBinary, string>> = {
  mp3: mp3Url,
  vorbis: vorbisUrl,
  opus: opusUrl,
}

/** The bytes of an encoder's WebAssembly file. */
export const fetchEncoder = async (encoder: EncoderBinary): Promise<Uint8Array> => {
  const response = await fetch(URLS[encoder])
  if (!response.ok) throw new Error(`${encoder}: HTTP ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
