import type { ByteSource } from '../../../core/byte-source'
import { fail, type Outcome } from '../../../core/outcome'
import type { PcmSink } from '../../../core/pcm-store'
import { getUint64 } from '../byte-view'
import { DecodedSink } from '../decoded-sink'
import { alacPackets } from '../packets/alac-packets'
import type { OpenedAudio, OpenServices } from '../services'
import type { CollectedTags } from '../tags/collector'

export interface CafPackets {
  readonly data: { readonly offset: number }
  readonly cookie: Uint8Array
  readonly packetTable: Uint8Array
  readonly tags: CollectedTags
}

const TABLE_HEAD_BYTES = 24
const PACKETS_PER_BATCH = 32

/** ALAC in CAF: packets by the packet table, which also says how many frames count. */
export const readCafAlac = async <Sink extends PcmSink>(
  source: ByteSource,
  { data, cookie, packetTable, tags }: CafPackets,
  services: OpenServices<Sink>,
): Promise<Outcome<OpenedAudio<Sink>>> => {
  if (packetTable.length < TABLE_HEAD_BYTES) return fail('header-truncated', 'CAF')
  const made = alacPackets(cookie, services.kernels)
  if (!made.ok) return made
  const decoder = made.value
  const { codec, bitDepth, sampleRate, channelCount } = decoder
  const table = new DataView(packetTable.buffer, packetTable.byteOffset, packetTable.byteLength)
  const validFrames = getUint64(table, 8, false)
  const skipFrames = table.getUint32(16)
  const sink = new DecodedSink(services, {
    sampleRate,
    channelCount,
    skipFrames,
    keepFrames: validFrames,
  })
  const sizes = packetSizes(packetTable.subarray(TABLE_HEAD_BYTES))
  let isWhole = true
  let at = data.offset
  try {
    for (let first = 0; first < sizes.length; first += PACKETS_PER_BATCH) {
      const batch = sizes.slice(first, first + PACKETS_PER_BATCH)
      const total = batch.reduce((sum, size) => sum + size, 0)
      const bytes = await source.read(at, total)
      let from = 0
      const packets: Uint8Array[] = []
      for (const size of batch) {
        if (from + size <= bytes.length) packets.push(bytes.subarray(from, from + size))
        else isWhole = false
        from += size
      }
      at += total
      const { planes, frames } = await decoder.decode(packets)
      sink.append(planes, frames)
      services.job.report(Math.min(1, (first + batch.length) / sizes.length))
      const pause = services.job.checkpoint()
      if (pause) await pause
    }
  } finally {
    decoder.free()
  }
  // Some writers count the last packet as full: nothing is missing while all packets are there.
  return sink.finish(
    source,
    { container: 'CAF', codec, bitDepth, tags },
    isWhole ? null : validFrames,
  )
}

/** Numbers of seven bits a byte, the highest first; the top bit says that more follow. */
const packetSizes = (bytes: Uint8Array): number[] => {
  const sizes: number[] = []
  let size = 0
  for (const byte of bytes) {
    size = size * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    sizes.push(size)
    size = 0
  }
  return sizes
}
