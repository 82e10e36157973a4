import type { IHasher } from 'hash-wasm'

/** The digest of a file, hexadecimal, read once as a stream. Rejects where it cannot be read. */
export const digestOf = async (file: Blob, hasher: IHasher): Promise<string> => {
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return hasher.digest('hex')
    hasher.update(value)
  }
}
