/** A sink in memory that can be asked for the whole file. */
export const memorySink = () => {
  let bytes = new Uint8Array(2 ** 16)
  let length = 0
  const put = (offset: number, part: Uint8Array): void => {
    if (offset + part.length > bytes.length) {
      const larger = new Uint8Array(2 * (offset + part.length))
      larger.set(bytes)
      bytes = larger
    }
    bytes.set(part, offset)
  }
  return {
    write: (part: Uint8Array) => {
      put(length, part)
      length += part.length
    },
    overwrite: put,
    bytes: () => bytes.slice(0, length),
  }
}
