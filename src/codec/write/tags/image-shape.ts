/** Pixels and bits of a pixel. */
export interface ImageShape {
  readonly width: number
  readonly height: number
  readonly bitsPerPixel: number
}

const PNG_CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** What the head of a PNG or JPEG says of its size; null for any other picture, or a broken one. */
export const imageShape = (bytes: Uint8Array): ImageShape | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return pngShape(view) ?? jpegShape(view)
}

const pngShape = (view: DataView): ImageShape | null => {
  if (view.byteLength < 26 || view.getUint32(0) !== 0x89504e47) return null
  const bits = view.getUint8(24) * (PNG_CHANNELS[view.getUint8(25)] ?? 1)
  return { width: view.getUint32(16), height: view.getUint32(20), bitsPerPixel: bits }
}

/** Start of a frame, of whatever coding; not the tables that lie between those numbers. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

const jpegShape = (view: DataView): ImageShape | null => {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null
  for (let at = 2; at + 10 <= view.byteLength && view.getUint8(at) === 0xff; ) {
    if (isFrame(view.getUint8(at + 1)))
      return {
        width: view.getUint16(at + 7),
        height: view.getUint16(at + 5),
        bitsPerPixel: view.getUint8(at + 4) * view.getUint8(at + 9),
      }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}
