import type { ByteSource } from '../../core/byte-source'
import { Cancelled } from '../../core/job'
import type { Failure, Outcome } from '../../core/outcome'
import type { PcmSink } from '../../core/pcm-store'
import type { OpenServices } from './services'

/** A failure found deep inside reading; only `failuresAsData` catches it. */
export class ReadFailure extends Error {
  readonly failure: Failure

  constructor(failure: Failure, cause?: unknown) {
    super(failure.code, { cause })
    this.name = 'ReadFailure'
    this.failure = failure
  }
}

/** What reading gives; a failure found deep inside it as data. */
export const failuresAsData = async <T>(
  reading: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> => {
  try {
    return await reading()
  } catch (cause) {
    if (cause instanceof ReadFailure) return { ok: false, error: cause.failure }
    throw cause
  }
}

/** The same source, whose rejections (file moved, permission gone) are `file-unreadable`. */
export const guardedSource = (source: ByteSource): ByteSource => ({
  name: source.name,
  sizeBytes: source.sizeBytes,
  read: async (offset, length, spare) => {
    try {
      return await source.read(offset, length, spare)
    } catch (cause) {
      if (cause instanceof Cancelled) throw cause
      throw new ReadFailure({ code: 'file-unreadable', detail: String(cause) })
    }
  },
})

/** Appends to the store; the host's refusal of memory is `out-of-memory`. */
export const appendTo = (store: PcmSink, block: readonly Float32Array[], frames: number): void => {
  try {
    store.append(block, frames)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    const bytes = (store.lengthFrames + frames) * store.channelCount * 4
    throw new ReadFailure({ code: 'out-of-memory', detail: String(bytes) })
  }
}

const CODEC_TIMEOUT_MS = 20_000

/**
 * Awaits a third-party codec: silence becomes `codec-timeout`, a rejection `format-unsupported`
 * naming the codec.
 */
export const awaitCodec = async <T>(
  codec: string,
  promise: Promise<T>,
  timeout: OpenServices['timeout'],
): Promise<T> => {
  const settled = promise.then(
    (value) => ({ value }),
    (reason: unknown) => ({ cause: reason }),
  )
  let result: Awaited<typeof settled>
  try {
    result = await timeout(settled, CODEC_TIMEOUT_MS)
  } catch {
    throw new ReadFailure({ code: 'codec-timeout', detail: codec })
  }
  if ('value' in result) return result.value
  const { cause } = result
  if (cause instanceof Cancelled || cause instanceof ReadFailure) throw cause
  throw new ReadFailure({ code: 'format-unsupported', detail: codec }, cause)
}

/** Frees a decoder; one whose memory a damaged file has spoilt cannot even be freed, and is left to the collector. */
export const freeDecoder = (decoder: { free(): void }): void => {
  try {
    decoder.free()
  } catch {}
}
