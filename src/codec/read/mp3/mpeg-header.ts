/** One MPEG audio frame header (ISO 11172-3, 13818-3, and the 2.5 extension). */
export interface MpegHeader {
  readonly version: '1' | '2' | '2.5'
  readonly layer: 1 | 2 | 3
  readonly sampleRate: number
  readonly channelCount: 1 | 2
  readonly frameBytes: number
  readonly framesPerFrame: number
  readonly bitrateKbps: number
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

/** The header at `at`, or null when there is none (free-format bitrates count as none). */
export const parseMpegHeader = (view: DataView, at: number): MpegHeader | null => {
  if (at + MPEG_HEADER_BYTES > view.byteLength) return null
  const word = view.getUint32(at)
  if (word >>> 21 !== 0x7ff) return null
  const versionBits = (word >>> 19) & 3
  const layerBits = (word >>> 17) & 3
  const bitrateIndex = (word >>> 12) & 15
  if (versionBits === 1 || layerBits === 0) return null
  const version = VERSIONS[versionBits as 0 | 2 | 3]
  const layer = (4 - layerBits) as 1 | 2 | 3
  const bitrateKbps = bitrates(version, layer)[bitrateIndex - 1]
  const baseRate = RATES[(word >>> 10) & 3]
  if (bitrateKbps === undefined || baseRate === undefined) return null
  const sampleRate = baseRate / RATE_DIVISOR[version]
  const padding = (word >>> 9) & 1
  const framesPerFrame = layer === 1 ? 384 : layer === 3 && version !== '1' ? 576 : 1152
  const slotBytes = layer === 1 ? 4 : 1
  const slots = Math.floor(((framesPerFrame / 8 / slotBytes) * bitrateKbps * 1000) / sampleRate)
  const frameBytes = (slots + padding) * slotBytes
  const channelCount = ((word >>> 6) & 3) === 3 ? 1 : 2
  return { version, layer, sampleRate, channelCount, frameBytes, framesPerFrame, bitrateKbps }
}

/** Junk tolerated before the first frame. */
const MAX_JUNK_BYTES = 2048

/**
 * The first frame in `view` and where it is. A frame counts when another one of the same kind
 * follows it, or when it reaches past the bytes given; so no picture or text passes for MPEG audio.
 */
export const findMpegFrame = (
  view: DataView,
): { readonly at: number; readonly header: MpegHeader } | null => {
  const last = Math.min(MAX_JUNK_BYTES, view.byteLength - MPEG_HEADER_BYTES)
  for (let at = 0; at <= last; at++) {
    const header = parseMpegHeader(view, at)
    if (!header) continue
    const next = at + header.frameBytes
    if (next + MPEG_HEADER_BYTES > view.byteLength) {
      if (at === 0) return { at, header }
      continue
    }
    const second = parseMpegHeader(view, next)
    if (second?.sampleRate === header.sampleRate && second.layer === header.layer)
      return { at, header }
  }
  return null
}
