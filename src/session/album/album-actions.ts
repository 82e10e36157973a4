import type { Engine, JobOptions } from '../../client/engine'
import { type Outcome, ok } from '../../core/outcome'
import {
  DEFAULT_DELIVERY,
  type DeliverySettings,
  fileRate,
  isLossy,
  settle,
} from '../../delivery/settings'
import { deliveryRatesHz } from '../../mastering/delivery-rates'
import { ALBUM_HEARD_JOB, ALBUM_JOB, type AlbumExported, type AlbumHeard } from '../../store/album'
import type { Studio } from '../../store/studio'
import { fileName } from '../../words/file-names'
import { errorSentence } from '../../words/sentences'
import { crc32Of } from '../batch/crc32-of'
import { type ZipEntry, zipOf } from '../batch/zip'
import type { Playback } from '../playback/playback'
import type { JobRunner } from '../tracks/job-runner'
import { saveFile } from '../tracks/save-file'
import { tagsOf } from '../tracks/tagging'
import { cueFiles, ddpFiles, type NamedFile, trackFiles } from './album-files'
import { createAlbumListening } from './album-listening'
import { albumLevels } from './album-loudness'
import { albumOf, CD_RATE_HZ, LEAD_IN_S } from './album-of'
import { albumTags } from './album-tags'
import { piecesSource, type Stretch } from './heard-pieces'
import { heardStretches } from './heard-stretches'

/** What an album leaves the page as. */
export type AlbumKind = 'tracks' | 'cue' | 'ddp'

export interface AlbumActions {
  /** Writes the album and hands it to the browser's download as one archive; errors are shown. */
  exportAlbum(kind: AlbumKind, settings: DeliverySettings): Promise<AlbumExported | null>
  /** Plays the album as it will be exported: the end of one track and the start of `place`, or all of it. */
  listen(place: AlbumHeard['place']): Promise<void>
  stopListening(): void
  /** Ends what is being written, to be exported. */
  cancel(): void
}

/** Exact enough to be heard, at the rate that the files have. */
const HEARD_SETTINGS: DeliverySettings = { ...DEFAULT_DELIVERY, format: 'wav', depth: '24' }
const CD_SETTINGS = { format: 'wav', depth: '16', dither: 'tpdf', sampleRate: CD_RATE_HZ } as const

/** The album of the open tracks: makes its files, one at a time. */
export const createAlbum = (
  studio: Studio,
  engine: Engine,
  jobs: JobRunner,
  playback: Pick<Playback, 'lend'>,
): AlbumActions => {
  const stopWriting = (): void => jobs.cancel(ALBUM_HEARD_JOB, 'exporting')
  const listening = createAlbumListening(studio, playback, stopWriting)

  /** The album, its one gain, and the rate that its files have unless told otherwise: the first track's. */
  const planned = () => {
    const { album: plan, tracks } = studio.getState()
    const album = albumOf(studio.getState())
    const measured = tracks.flatMap(({ master }) =>
      master ? [{ analysis: master.analysis, ceilingDbtp: master.recipe.landing.ceilingDbtp }] : [],
    )
    const first = tracks.find(({ id }) => id === album.tracks[0]?.trackId)
    const tags = albumTags(album, (id) => tagsOf(studio, id))
    const { gainDb } = albumLevels(measured, plan)
    return { album, tags, gainDb, ownRate: first?.facts?.sampleRate ?? CD_RATE_HZ }
  }

  const filesOf = async (
    kind: AlbumKind,
    settings: DeliverySettings,
    options: JobOptions,
  ): Promise<Outcome<{ files: readonly NamedFile[]; found: Omit<AlbumExported, 'name'> }>> => {
    const { album, tags, gainDb, ownRate } = planned()
    const isDisc = kind !== 'tracks'
    const settled = settle(settings, {}, ownRate, deliveryRatesHz(ownRate))
    const written = await engine.album(
      {
        album,
        tags,
        gainDb,
        stretch: null,
        sampleRate: isDisc ? CD_RATE_HZ : fileRate(settled, ownRate),
        leadInS: isDisc ? LEAD_IN_S : 0,
        settings: isDisc ? { ...settled, ...CD_SETTINGS } : settled,
        cuts: !isDisc,
      },
      options,
    )
    if (!written.ok) return written
    const { files, extension, disc, ...levels } = written.value
    const found = { ...levels, lossy: !isDisc && isLossy(settled.format) }
    const [programme] = files
    if (kind === 'tracks' || !programme)
      return ok({ files: trackFiles(files, extension, disc), found })
    const onDisc =
      kind === 'cue'
        ? cueFiles(programme, disc, nameOf(album.title))
        : await ddpFiles(programme, disc)
    return ok({ files: onDisc, found })
  }

  /** Says an error, unless it is a cancel; null for what did not come. */
  const answerOf = <T>(end: Outcome<T> | 'superseded'): T | null => {
    if (end === 'superseded') return null
    if (end.ok) return end.value
    const sentence = errorSentence(end.error, studio.getState().album.title || 'the album')
    if (sentence) studio.notify('error', sentence)
    return null
  }

  return {
    async exportAlbum(kind, settings) {
      const { title } = studio.getState().album
      const name = `${nameOf(title)}${kind === 'ddp' ? ' (DDP)' : ''}.zip`
      const end = await jobs.run(ALBUM_JOB, 'exporting', async (options) => {
        const files = await filesOf(kind, settings, options)
        if (!files.ok) return files
        const entries: ZipEntry[] = []
        for (const { name: entry, file } of files.value.files)
          entries.push({ name: entry, file, crc32: await crc32Of(file), modified: new Date() })
        return ok({ archive: zipOf(entries), found: files.value.found })
      })
      const made = answerOf(end)
      if (!made) return null
      saveFile(made.archive, name)
      return { ...made.found, name }
    },
    async listen(place) {
      // As it is now: whatever is set meanwhile is heard the next time.
      const { album, tags, gainDb, ownRate } = planned()
      const settings = settle(HEARD_SETTINGS, {}, ownRate, deliveryRatesHz(ownRate))
      const shared = { album, tags, gainDb, sampleRate: ownRate, leadInS: 0, settings, cuts: false }
      const write = async (stretch: Stretch): Promise<Blob | null> => {
        const end = await jobs.run(ALBUM_HEARD_JOB, 'exporting', (options) =>
          engine.album({ ...shared, stretch }, options),
        )
        return answerOf(end)?.files[0] ?? null
      }
      const stretches = heardStretches(album, studio.getState().tracks, ownRate, place)
      await listening.play(place, piecesSource(stretches, ownRate, write))
    },
    stopListening: listening.stop,
    cancel: () => jobs.cancel(ALBUM_JOB, 'exporting'),
  }
}

const nameOf = (title: string): string => fileName(title) || 'Album'
