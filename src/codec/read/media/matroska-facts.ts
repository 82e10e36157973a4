import type { ByteSource } from '../../../core/byte-source'
import { readView } from '../byte-view'
import { patched } from './patched-source'

const SEGMENT = 0x18538067
const INFO = 0x1549a966
const TRACKS = 0x1654ae6b
const CLUSTER = 0x1f43b675
const TIMESTAMP_SCALE = 0x2ad7b1
const DURATION = 0x4489
const TRACK_ENTRY = 0xae
const TRACK_TYPE = 0x83
const CODEC_DELAY = 0x56aa
const BLOCK_GROUP = 0xa0
const DISCARD_PADDING = 0x75a2
const SOUND = 2
/** Elements that may follow a cluster of unknown size. */
const LEVEL_ONE = [
  CLUSTER,
  INFO,
  TRACKS,
  0x1c53bb6b,
  0x114d9b74,
  0x1254c367,
  0x1043a770,
  0x1941a469,
]
const HEAD_BYTES = 12
const MOST_HEADER_BYTES = 2 ** 20
const NANOSECOND = 1e-9

/** What a Matroska or WebM file says beside its packets (RFC 9559). */
export interface MatroskaFacts {
  /** Of the first sound track: what its decoder makes before the sound. */
  readonly codecDelayS: number
  /** What the last block says is no sound. */
  readonly paddingS: number
  /** By its head; null where that says nothing. */
  readonly durationS: number | null
  /** The last cluster, where the file ends inside it. */
  readonly cut: CutCluster | null
}

export interface CutCluster {
  /** Where its whole blocks end. */
  readonly endByte: number
  /** Where its size stands, and what it must be; null where it is not told. */
  readonly size: { readonly at: number; readonly bytes: Uint8Array } | null
}

interface Element {
  readonly id: number
  readonly sizeAt: number
  readonly body: number
  /** Infinity where the size is unknown. */
  readonly end: number
}

const elementAt = async (source: ByteSource, at: number): Promise<Element | null> => {
  const view = await readView(source, at, HEAD_BYTES)
  if (view.byteLength < 2) return null
  const idBytes = Math.clz32(view.getUint8(0) << 24) + 1
  if (idBytes > 4 || view.byteLength < idBytes + 1) return null
  const id = number(view, 0, idBytes)
  const sizeBytes = Math.clz32(view.getUint8(idBytes) << 24) + 1
  if (sizeBytes > 8 || view.byteLength < idBytes + sizeBytes) return null
  // The marker bit taken off first: eight bytes are more than a double holds.
  const high = view.getUint8(idBytes) & (0xff >> sizeBytes)
  const low = number(view, idBytes + 1, sizeBytes - 1)
  const size = high * 2 ** (8 * (sizeBytes - 1)) + low
  const body = at + idBytes + sizeBytes
  const isUnknown = high === 0xff >> sizeBytes && low === 2 ** (8 * (sizeBytes - 1)) - 1
  const end = isUnknown ? Number.POSITIVE_INFINITY : body + size
  return { id, sizeAt: at + idBytes, body, end }
}

const number = (view: DataView, at: number, bytes: number): number => {
  let value = 0
  for (let k = 0; k < bytes; k++) value = value * 256 + view.getUint8(at + k)
  return value
}

async function* childrenOf(
  source: ByteSource,
  from: number,
  to: number,
): AsyncGenerator<Element, void, void> {
  for (let at = from; at < Math.min(to, source.sizeBytes); ) {
    const element = await elementAt(source, at)
    if (!element) return
    yield element
    at = element.end
  }
}

/** Reads the heads of a file's elements: a few bytes for each cluster. */
export const readMatroskaFacts = async (source: ByteSource): Promise<MatroskaFacts> => {
  const facts = { codecDelayS: 0, paddingS: 0, durationS: null as number | null }
  let cut: CutCluster | null = null
  let at = 0
  let last: Element | null = null
  while (at < source.sizeBytes) {
    const element = await elementAt(source, at)
    if (!element) break
    if (element.id === SEGMENT) {
      at = element.body
      continue
    }
    if (element.id === TRACKS) facts.codecDelayS = await codecDelay(source, element)
    if (element.id === INFO) facts.durationS = await duration(source, element)
    if (element.id === CLUSTER) {
      last = element
      if (element.end > source.sizeBytes) {
        const ended = await clusterEnd(source, element)
        if (!ended.isWhole) cut = cutAt(element, ended.at)
        at = ended.at
        continue
      }
    }
    at = element.end
  }
  if (last && !cut) facts.paddingS = await padding(source, last)
  return { ...facts, cut }
}

const codecDelay = async (source: ByteSource, tracks: Element): Promise<number> => {
  for await (const entry of childrenOf(source, tracks.body, tracks.end)) {
    if (entry.id !== TRACK_ENTRY) continue
    let type = 0
    let delay = 0
    for await (const element of childrenOf(source, entry.body, entry.end)) {
      if (element.id === TRACK_TYPE) type = await unsigned(source, element)
      if (element.id === CODEC_DELAY) delay = await unsigned(source, element)
    }
    if (type === SOUND) return delay * NANOSECOND
  }
  return 0
}

const duration = async (source: ByteSource, info: Element): Promise<number | null> => {
  let scale = 1_000_000
  let ticks: number | null = null
  for await (const element of childrenOf(
    source,
    info.body,
    Math.min(info.end, info.body + MOST_HEADER_BYTES),
  )) {
    if (element.id === TIMESTAMP_SCALE) scale = await unsigned(source, element)
    if (element.id !== DURATION) continue
    // A file may end inside it, and a damaged one give it any size.
    const view = await readView(source, element.body, Math.min(8, element.end - element.body))
    if (view.byteLength === 8) ticks = view.getFloat64(0)
    if (view.byteLength === 4) ticks = view.getFloat32(0)
  }
  const seconds = ticks === null ? Number.NaN : ticks * scale * NANOSECOND
  return Number.isFinite(seconds) ? seconds : null
}

const unsigned = async (source: ByteSource, { body, end }: Element): Promise<number> => {
  const view = await readView(source, body, Math.min(8, end - body))
  return number(view, 0, view.byteLength)
}

/** Where the blocks of a cluster end that is cut short, or of unknown size. */
const clusterEnd = async (
  source: ByteSource,
  cluster: Element,
): Promise<{ readonly at: number; readonly isWhole: boolean }> => {
  let at = cluster.body
  while (at < source.sizeBytes) {
    const element = await elementAt(source, at)
    if (!element || element.end > source.sizeBytes) return { at, isWhole: false }
    if (LEVEL_ONE.includes(element.id)) return { at, isWhole: true }
    at = element.end
  }
  return { at, isWhole: cluster.end === Number.POSITIVE_INFINITY }
}

const cutAt = (cluster: Element, endByte: number): CutCluster => {
  if (cluster.end === Number.POSITIVE_INFINITY) return { endByte, size: null }
  const bytes = new Uint8Array(cluster.body - cluster.sizeAt)
  let rest = endByte - cluster.body
  for (let k = bytes.length - 1; k >= 0; k--) {
    bytes[k] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes[0] = (bytes[0] ?? 0) | (0x80 >> (bytes.length - 1))
  return { endByte, size: { at: cluster.sizeAt, bytes } }
}

const padding = async (source: ByteSource, cluster: Element): Promise<number> => {
  let seconds = 0
  for await (const block of childrenOf(source, cluster.body, cluster.end)) {
    if (LEVEL_ONE.includes(block.id)) break
    seconds = 0
    if (block.id !== BLOCK_GROUP) continue
    for await (const element of childrenOf(source, block.body, block.end))
      if (element.id === DISCARD_PADDING) seconds = (await unsigned(source, element)) * NANOSECOND
  }
  return seconds
}

/** The same file up to its last whole block, its last cluster's size put right. */
export const withoutCut = (source: ByteSource, { endByte, size }: CutCluster): ByteSource => {
  const whole: ByteSource = {
    name: source.name,
    sizeBytes: endByte,
    read: (offset, length) => source.read(offset, Math.max(0, Math.min(length, endByte - offset))),
  }
  return size ? patched(whole, [size]) : whole
}
