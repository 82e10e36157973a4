import type { ByteSource } from '../../core/byte-source'
import { type Outcome, ok } from '../../core/outcome'
import type { PcmSink } from '../../core/pcm-store'
import type { TrackFacts } from '../../core/track-facts'
import type { AudioReader, OpenedAudio, OpenServices } from './services'
import { sliceSource } from './slice-source'

/** Reads bytes [from, to) of a file as a file of their own; what is known from outside them goes into the facts. */
export const readInside = async <Sink extends PcmSink>(
  reader: AudioReader,
  source: ByteSource,
  range: { readonly from: number; readonly to: number },
  services: OpenServices<Sink>,
  known: Partial<TrackFacts> = {},
): Promise<Outcome<OpenedAudio<Sink>>> => {
  const inside = sliceSource(source, range.from, Math.min(range.to, source.sizeBytes))
  const outcome = await reader(inside, services)
  if (!outcome.ok) return outcome
  const { facts, store } = outcome.value
  const tags = { ...facts.tags, ...known.tags }
  return ok({ store, facts: { ...facts, ...known, tags, sizeBytes: source.sizeBytes } })
}
