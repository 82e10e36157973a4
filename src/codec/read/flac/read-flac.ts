import { fail } from '../../../core/outcome'
import { DecodedSink } from '../decoded-sink'
import { flacPackets } from '../packets/flac-packets'
import type { AudioReader } from '../services'
import { flacFrames } from './flac-frames'
import { readFlacHeader } from './flac-header'

/**
 * FLAC, bit-exact up to 24 bits. Damaged frames are silent in their place; a header that counts too little does not
 * shorten it; tags behind the audio are no part of it.
 */
export const readFlac: AudioReader = async (source, services) => {
  const header = await readFlacHeader(source)
  if (!header) return fail('header-truncated', 'FLAC')
  const { info, tags, audioFrom } = header
  const made = await flacPackets(info, services)
  if (!made.ok) return made
  const decoder = made.value
  const { sampleRate, channelCount } = info
  const sink = new DecodedSink(services, { sampleRate, channelCount })
  let blockFrames = 0
  let firstFrame: number | null = null
  try {
    for await (const frame of flacFrames(source, audioFrom)) {
      const { head } = frame
      // All blocks but the last are of one size where frames are counted.
      blockFrames ||= head.blockFrames
      const position = head.isVariable ? head.number : head.number * blockFrames
      firstFrame ??= position
      const { planes, frames } = frame.isWhole
        ? await decoder.decode([frame.bytes])
        : { planes: [], frames: 0 }
      if (frames > 0) {
        sink.silence(position - firstFrame - sink.lengthFrames)
        sink.append(planes, frames)
      }
      services.job.report(Math.min(1, frame.endByte / source.sizeBytes))
      const pause = services.job.checkpoint()
      if (pause) await pause
    }
  } finally {
    decoder.free()
  }
  const { codec, bitDepth } = decoder
  return sink.finish(source, { container: 'FLAC', codec, bitDepth, tags }, info.lengthFrames)
}
