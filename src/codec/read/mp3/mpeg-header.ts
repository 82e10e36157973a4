/** One MPEG audio frame header (ISO 11172-3, 13818-3, and the 2.5 extension). */
export interface MpegHeader {
  readonly version: '1' | '2' | '2.5'
  readonly layer: 1 | 2 | 3
  readonly sampleRate: number
  readonly channelCount: 1 | 2
  readonly frameBytes: number
  readonly framesPerFrame: number
  readonly bitrateKbps: number
  /** Free format: the bit rate is no number of the table. */
  readonly isFree: boolean
}

export const MPEG_HEADER_BYTES = 4

// kbit/s by bitrate index 1…14 (ISO 11172-3 table 2.4.2.3; 13818-3 for the lower sample rates)
const V1_L1 = [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448]
const V1_L2 = [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384]
const V1_L3 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const V2_L1 = [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256]
const V2_L23 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const RATES = [44_100, 48_000, 32_000]
const VERSIONS = { 0: '2.5', 2: '2', 3: '1' } as const
const RATE_DIVISOR = { '1': 1, '2': 2, '2.5': 4 } as const

const bitrates = (version: MpegHeader['version'], layer: 1 | 2 | 3): readonly number[] => {
  if (version === '1') return layer === 1 ? V1_L1 : layer === 2 ? V1_L2 : V1_L3
  return layer === 1 ? V2_L1 : V2_L23
}

const bitrateIndex = (word: number): number => (word >>> 12) & 15
/** Sync, version, layer, bit rate and sample rate. */
const KIND_MASK = 0xfffefc00

/** The header at `at`, or null when there is none (free-format bitrates count as none, or as the index given). */
export const parseMpegHeader = (view: DataView, at: number, freeIndex = 0): MpegHeader | null => {
  if (at + MPEG_HEADER_BYTES > view.byteLength) return null
  const word = view.getUint32(at)
  if (word >>> 21 !== 0x7ff) return null
  const versionBits = (word >>> 19) & 3
  const layerBits = (word >>> 17) & 3
  if (versionBits === 1 || layerBits === 0) return null
  const version = VERSIONS[versionBits as 0 | 2 | 3]
  const layer = (4 - layerBits) as 1 | 2 | 3
  const bitrateKbps = bitrates(version, layer)[(bitrateIndex(word) || freeIndex) - 1]
  const baseRate = RATES[(word >>> 10) & 3]
  if (bitrateKbps === undefined || baseRate === undefined) return null
  const sampleRate = baseRate / RATE_DIVISOR[version]
  const padding = (word >>> 9) & 1
  const framesPerFrame = layer === 1 ? 384 : layer === 3 && version !== '1' ? 576 : 1152
  const slotBytes = layer === 1 ? 4 : 1
  const slots = Math.floor(((framesPerFrame / 8 / slotBytes) * bitrateKbps * 1000) / sampleRate)
  const frameBytes = (slots + padding) * slotBytes
  const channelCount = ((word >>> 6) & 3) === 3 ? 1 : 2
  return {
    version,
    layer,
    sampleRate,
    channelCount,
    frameBytes,
    framesPerFrame,
    bitrateKbps,
    isFree: false,
  }
}

/** Junk tolerated before the first frame, unless more is asked for. */
const MAX_JUNK_BYTES = 2048
/** Longest frame of free format that decoders take (640 kbit/s at 32 kHz, and then some). */
const MAX_FREE_BYTES = 4096
const MIN_FREE_BYTES = 24

export interface FoundMpegFrame {
  readonly at: number
  readonly header: MpegHeader
}

/**
 * The first frame in `view` and where it is. A frame counts when `inARow` of the same kind follow each other, or where
 * they reach past the bytes given; so no picture or text passes for MPEG audio.
 */
export const findMpegFrame = (
  view: DataView,
  maxJunkBytes = MAX_JUNK_BYTES,
  inARow = 2,
): FoundMpegFrame | null => {
  const last = Math.min(maxJunkBytes, view.byteLength - MPEG_HEADER_BYTES)
  for (let at = 0; at <= last; at++) {
    if (view.getUint8(at) !== 0xff) continue
    const header = parseMpegHeader(view, at) ?? parseFreeFormat(view, at)
    if (header && isFollowed(view, at, header, inARow)) return { at, header }
  }
  return null
}

const isFollowed = (view: DataView, at: number, first: MpegHeader, inARow: number): boolean => {
  if (first.isFree) return true
  let next = at + first.frameBytes
  for (let count = 1; count < inARow; count++) {
    if (next + MPEG_HEADER_BYTES > view.byteLength) return count > 1 || at === 0
    const header = parseMpegHeader(view, next)
    if (header?.sampleRate !== first.sampleRate || header.layer !== first.layer) return false
    next += header.frameBytes
  }
  return true
}

/**
 * A header of free format: its bit rate stands nowhere, so the length of its frames is what lies between it and the two next
 * ones of its kind.
 */
const parseFreeFormat = (view: DataView, at: number): MpegHeader | null => {
  if (at + MPEG_HEADER_BYTES > view.byteLength || bitrateIndex(view.getUint32(at)) !== 0)
    return null
  const likeness = parseMpegHeader(view, at, 1)
  if (!likeness) return null
  // Padding and the way of stereo may differ from frame to frame.
  const kind = view.getUint32(at) & KIND_MASK
  const isNext = (from: number) =>
    from + MPEG_HEADER_BYTES <= view.byteLength &&
    (view.getUint32(from) & KIND_MASK) >>> 0 === kind >>> 0
  for (let bytes = MIN_FREE_BYTES; bytes <= MAX_FREE_BYTES; bytes++) {
    if (!isNext(at + bytes)) continue
    if (![-1, 0, 1].some((more) => isNext(at + 2 * bytes + more))) continue
    const { sampleRate, framesPerFrame } = likeness
    const bitrateKbps = Math.round((bytes * 8 * sampleRate) / framesPerFrame / 1000)
    return { ...likeness, frameBytes: bytes, bitrateKbps, isFree: true }
  }
  return null
}
