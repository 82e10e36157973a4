/** Companded speech: one byte a sample (ITU-T G.711). */
export type Companding = 'A-law' | 'µ-law'

const SEGMENT_SHIFT = 4
const MANTISSA = 15

/** A-law (G.711, table 1): even bits inverted, thirteen bits, here at sixteen. */
const aLaw = (byte: number): number => {
  const code = byte ^ 0x55
  const segment = (code & 0x70) >> SEGMENT_SHIFT
  const step = ((code & MANTISSA) << 4) + 8
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1)
  return (code & 0x80) !== 0 ? magnitude : -magnitude
}

/** µ-law (G.711, table 2): all bits inverted, fourteen bits, here at sixteen. */
const muLaw = (byte: number): number => {
  const code = ~byte & 0xff
  const segment = (code & 0x70) >> SEGMENT_SHIFT
  const magnitude = ((((code & MANTISSA) << 3) + 0x84) << segment) - 0x84
  return (code & 0x80) !== 0 ? -magnitude : magnitude
}

/** 16-bit samples in this machine's byte order, one for each byte. */
export const expander = (companding: Companding): ((bytes: Uint8Array) => Uint8Array) => {
  const table = Int16Array.from({ length: 256 }, (_, byte) =>
    companding === 'A-law' ? aLaw(byte) : muLaw(byte),
  )
  return (bytes) => {
    const view = new DataView(new ArrayBuffer(bytes.length * 2))
    for (let i = 0; i < bytes.length; i++) view.setInt16(i * 2, table[bytes[i] ?? 0] ?? 0, true)
    return new Uint8Array(view.buffer)
  }
}
