import type { AlbumTrack } from '../album/album'
import { type Arrangement, arrange } from '../album/arrange'
import type { Disc } from '../album/disc'
import { discOf } from '../album/disc-of'
import { portion } from '../core/job'
import { type Outcome, ok } from '../core/outcome'
import type { PcmReader } from '../core/pcm-store'
import type { Tags } from '../core/tags'
import { formatOf } from '../delivery/formats/registry'
import { HOLD_MARGIN_DB } from '../delivery/hold-after-codec'
import { isLossy } from '../delivery/settings'
import { tagsForFile } from '../delivery/tags/tags-for-file'
import type { FileServices } from '../delivery/write-file'
import { gainOfDb } from '../dsp/elementary'
import type { RenderServices } from '../mastering/render/upstream'
import { type WrittenAlbum, writeParts } from './album-files'
import { type HeldMasters, withMasters } from './album-masters'
import type { AlbumRequest } from './album-request'
import type { TrackCache } from './track-cache'

/** Against what the files were held. */
interface AlbumHold {
  /** The lowest of its masters', dBTP. */
  readonly ceilingDbtp: number
  /** On all tracks alike, so that a codec stays under the ceiling; 0 where that was not asked, or not needed. */
  readonly turnedDownDb: number
}

/** Files in order; together they are the programme without a seam. */
export interface AlbumFiles<Written> extends WrittenAlbum<Written>, AlbumHold {
  readonly extension: string
  /** Where the tracks lie; its times are of the audio at 44.1 kHz only. */
  readonly disc: Disc
}

/** Shares of the work, for progress. */
const RENDERED = 0.4
/** Whole albums that are tried at most to stay under a ceiling. */
const MOST_ROUNDS = 4

/** Writes an album; every lossless file is opened again and compared with what was written, sample for sample. */
export const writeAlbum = async <Written>(
  request: AlbumRequest,
  cache: TrackCache,
  services: FileServices<Written> & RenderServices,
): Promise<Outcome<AlbumFiles<Written>>> => {
  const { album, settings } = request
  return withMasters(
    request,
    cache,
    { ...services, job: portion(services.job, 0, RENDERED) },
    async (masters) => {
      const written = await writeHeld(request, masters, services)
      if (!written.ok) return written
      const { arrangement, ...found } = written.value
      const { extension } = formatOf(settings.format)
      return ok({ ...found, extension, disc: discOf(album, arrangement) })
    },
  )
}

/**
 * Writes the files, again with all tracks turned down alike where a codec has taken one over the ceiling and that is not wanted:
 * tracks keep their relations. At most MOST_ROUNDS times; kept is what is least over.
 */
const writeHeld = async <Written>(
  request: AlbumRequest,
  masters: HeldMasters,
  services: FileServices<Written> & RenderServices,
): Promise<Outcome<WrittenAlbum<Written> & { arrangement: Arrangement } & AlbumHold>> => {
  const { album, sampleRate, leadInS, cuts, settings } = request
  const { ceilingDbtp } = masters
  const holds = settings.holdCeiling && isLossy(settings.format) && cuts
  const rounds = holds ? MOST_ROUNDS : 1
  const job = portion(services.job, RENDERED, 1)
  let best: (WrittenAlbum<Written> & { arrangement: Arrangement; turnedDownDb: number }) | null =
    null
  const audioOf = ({ trackId }: AlbumTrack): PcmReader => {
    const master = masters.readers.get(trackId)
    if (!master) throw new Error(`no master of ${trackId}`)
    return master
  }
  let turnedDownDb = 0
  for (let round = 0; round < rounds; round++) {
    const gain = gainOfDb(request.gainDb - turnedDownDb)
    const arrangement = arrange(album, sampleRate, audioOf, gain, leadInS)
    const part = portion(job, round / rounds, (round + 1) / rounds)
    const written = await writeParts(
      arrangement,
      sampleRate,
      framesToCut(request, arrangement),
      settings,
      (at, lengthFrames) => fileTags(request, masters, at, lengthFrames),
      { ...services, job: part },
    )
    if (!written.ok) return written
    const peak = written.value.truePeakDbtp ?? Number.NEGATIVE_INFINITY
    if (!best || peak < (best.truePeakDbtp ?? 0))
      best = { ...written.value, arrangement, turnedDownDb }
    if (peak <= ceilingDbtp) break
    turnedDownDb += peak - ceilingDbtp + HOLD_MARGIN_DB
  }
  job.report(1)
  if (!best) throw new Error('no round')
  return ok({ ...best, ceilingDbtp })
}

/** What the file of a track says, its points where they are in the music; a whole programme says nothing. */
const fileTags = (
  { album, tags, cuts, sampleRate }: AlbumRequest,
  { sourceRates }: HeldMasters,
  at: number,
  lengthFrames: number,
): Tags | undefined => {
  const [own, track] = [tags[at], album.tracks[at]]
  if (!cuts || !own || !track) return undefined
  const sourceRate = sourceRates.get(track.trackId) ?? sampleRate
  const trimmedFrames = Math.round(track.trimStartS * sourceRate)
  return tagsForFile(own, { sourceRate, sampleRate, lengthFrames, trimmedFrames })
}

/** Where files begin and end, in frames of the programme. */
const framesToCut = (
  { stretch, cuts }: AlbumRequest,
  { startFrames, lengthFrames }: Arrangement,
): readonly number[] => {
  if (stretch) return [stretch.fromFrame, Math.min(lengthFrames, stretch.toFrame)]
  return cuts ? [0, ...startFrames.slice(1), lengthFrames] : [0, lengthFrames]
}
