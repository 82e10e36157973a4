/** The chunks of a WAV file, by their four letters. */
export const chunksOf = (file: Buffer): ReadonlyMap<string, Buffer> => {
  const chunks = new Map<string, Buffer>()
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4)
    chunks.set(file.toString('latin1', at, at + 4), file.subarray(at + 8, at + 8 + size))
    at += 8 + size + (size % 2)
  }
  return chunks
}

/** The samples of a WAV file. */
export const wavData = (bytes: Buffer): Buffer => {
  const data = chunksOf(bytes).get('data')
  if (!data) throw new Error('no data chunk')
  return data
}
