import type { Album, AlbumTrack } from '../album/album'
import { type Arrangement, arrange } from '../album/arrange'
import type { Disc } from '../album/disc'
import { discOf } from '../album/disc-of'
import { programmeReader } from '../album/programme'
import { sliceReader, stereoReader } from '../album/slice-reader'
import { portion } from '../core/job'
import { fail, type Outcome, ok } from '../core/outcome'
import type { PcmReader, PcmStore } from '../core/pcm-store'
import type { Tags } from '../core/tags'
import { formatOf } from '../delivery/formats/registry'
import { measureFile } from '../delivery/measure-file'
import type { DeliverySettings } from '../delivery/settings'
import { type FileServices, writeFile } from '../delivery/write-file'
import { gainOfDb } from '../dsp/elementary'
import { deliverMaster } from '../mastering/deliver-master'
import type { RenderServices } from '../mastering/render/upstream'
import { withMaster } from './made-again'
import type { TrackCache } from './track-cache'

/** An album to be written. */
export interface AlbumRequest {
  /** Of open tracks whose masters are finished. */
  readonly album: Album
  /** What the file of each track says, in the album's order. */
  readonly tags: readonly Tags[]
  /** On all tracks alike, dB. */
  readonly gainDb: number
  /** Of the files, Hz. */
  readonly sampleRate: number
  /** Silence ahead of the first track, seconds. */
  readonly leadInS: number
  readonly settings: DeliverySettings
  /** One file a track, cut where each begins; else the whole programme as one. */
  readonly cuts: boolean
  /** Only these frames of the programme, as one file, to be listened to; null: everything. */
  readonly stretch: { readonly fromFrame: number; readonly toFrame: number } | null
}

export interface AlbumFiles<Written> {
  /** In order; together they are the programme without a seam. */
  readonly files: readonly Written[]
  readonly extension: string
  /** Where the tracks lie; its times are of the audio at 44.1 kHz only. */
  readonly disc: Disc
}

/** Shares of the work, for progress. */
const RENDERED = 0.4
const WRITTEN = 0.7

/** Writes an album; every lossless file is opened again and compared with what was written, sample for sample. */
export const writeAlbum = async <Written>(
  request: AlbumRequest,
  cache: TrackCache,
  services: FileServices<Written> & RenderServices,
): Promise<Outcome<AlbumFiles<Written>>> => {
  const { album, tags, sampleRate, leadInS, cuts, settings } = request
  const { job } = services
  return withMasters(request, cache, services, async (masters) => {
    const audioOf = ({ trackId }: AlbumTrack): PcmReader => {
      const master = masters.get(trackId)
      if (!master) throw new Error(`no master of ${trackId}`)
      return master
    }
    const arrangement = arrange(album, sampleRate, audioOf, gainOfDb(request.gainDb), leadInS)
    const { parts, lengthFrames } = arrangement
    const programme = programmeReader(parts, sampleRate, 2, lengthFrames)
    const cutFrames = framesToCut(request, arrangement)
    const files: Written[] = []
    for (const [at, fromFrame] of cutFrames.slice(0, -1).entries()) {
      const toFrame = cutFrames[at + 1] ?? lengthFrames
      const share = (frame: number) => RENDERED + ((1 - RENDERED) * frame) / lengthFrames
      const part = sliceReader(programme, fromFrame, toFrame)
      const writing = { ...services, job: portion(job, share(fromFrame), share(toFrame)) }
      const file = await writeChecked(part, settings, writing, cuts ? tags[at] : undefined)
      if (!file.ok) return file
      files.push(file.value)
    }
    const { extension } = formatOf(settings.format)
    return ok({ files, extension, disc: discOf(album, arrangement) })
  })
}

/** Where files begin and end, in frames of the programme. */
const framesToCut = (
  { stretch, cuts }: AlbumRequest,
  { startFrames, lengthFrames }: Arrangement,
): readonly number[] => {
  if (stretch) return [stretch.fromFrame, Math.min(lengthFrames, stretch.toFrame)]
  return cuts ? [0, ...startFrames.slice(1), lengthFrames] : [0, lengthFrames]
}

/** The masters of all tracks at the rate of the album, held while `work` reads them. */
const withMasters = async <T>(
  { album, sampleRate }: AlbumRequest,
  cache: TrackCache,
  services: RenderServices,
  work: (masters: ReadonlyMap<string, PcmReader>) => Promise<Outcome<T>>,
): Promise<Outcome<T>> => {
  const masters = new Map<string, PcmReader>()
  const converted: PcmStore[] = []
  const ids = [...new Set(album.tracks.map(({ trackId }) => trackId))]
  const hold = (at: number): Promise<Outcome<T>> => {
    const id = ids[at]
    if (id === undefined) return work(masters)
    return cache.use(id, async (used) => {
      const share = RENDERED / ids.length
      const job = portion(services.job, at * share, (at + 1) * share)
      const { master: held, services: rendering } = await withMaster(used, { ...services, job })
      if (!held) return fail('track-gone', 'no master yet')
      if (held.store.sampleRate === sampleRate) masters.set(id, stereoReader(held.store))
      else {
        const landed = await deliverMaster(used.source, held.recipe, sampleRate, rendering)
        converted.push(landed.master)
        masters.set(id, stereoReader(landed.master))
      }
      return hold(at + 1)
    })
  }
  try {
    return await hold(0)
  } finally {
    for (const store of converted) store.release()
  }
}

const writeChecked = async <Written>(
  reader: PcmReader,
  settings: DeliverySettings,
  services: FileServices<Written> & RenderServices,
  tags: Tags | undefined,
): Promise<Outcome<Written>> => {
  const { job } = services
  const writing = { ...services, job: portion(job, 0, WRITTEN) }
  const written = await writeFile(reader, settings.format, settings, writing, tags)
  const measured =
    (await written.measured()) ??
    (await measureFile(written.source, settings.format, settings, {
      ...services,
      job: portion(job, WRITTEN, 1),
    }))
  if (!measured.ok) return measured.error.code === 'codec-missing' ? ok(written.file) : measured
  const { audioMd5, lengthFrames } = measured.value
  if (lengthFrames !== reader.lengthFrames)
    return fail('export-mismatch', `${lengthFrames} of ${reader.lengthFrames} frames`)
  if (written.audioMd5 !== null && audioMd5 !== written.audioMd5)
    return fail('export-mismatch', `samples ${audioMd5}, not ${written.audioMd5}`)
  return ok(written.file)
}
