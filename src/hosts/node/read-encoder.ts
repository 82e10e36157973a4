import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { EncoderBinary } from '../../codec/write/audio-writer'

const FILES: Readonly<Record<EncoderBinary, string>> = {
  mp3: 'wasm-media-encoders/wasm/mp3',
  vorbis: 'wasm-media-encoders/wasm/ogg',
  opus: 'opus-encdec/dist/libopus-encoder.wasm.min.wasm',
}

/** The bytes of an encoder's WebAssembly file, from the installed packages. */
export const readEncoder = async (encoder: EncoderBinary): Promise<Uint8Array> =>
  new Uint8Array(await readFile(createRequire(import.meta.url).resolve(FILES[encoder])))
