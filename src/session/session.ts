import type { Engine } from '../client/engine'
import type { TrackId } from '../core/track'
import type { Player } from '../monitor/page/player'
import type { Studio } from '../store/studio'
import type { JobKind } from '../store/studio-state'
import type { AlbumActions } from './album/album-actions'
import { watchJoins } from './album/watch-joins'
import type { BatchActions } from './batch/batch'
import { type CutShort, createCutShort } from './batch/cut-short'
import { keepAwakeWhileBusy } from './keep-awake'
import { type BlindTesting, createBlindTesting } from './playback/blind-testing'
import { createPlayback } from './playback/create-playback'
import type { Playback } from './playback/playback'
import { createReferenceAudio } from './playback/reference-audio'
import { createRenderedMasters } from './playback/rendered-masters'
import { createSharedRecipes, mayBeReport, type SharedRecipes } from './recipes/shared-recipes'
import { rememberWish } from './references/last-wish'
import { createMatching } from './references/matching'
import { createReferences, type References } from './references/references'
import { createStartingRecipe } from './references/starting-recipe'
import { createTrackFingerprints } from './references/track-fingerprints'
import { createStorageActions, type StorageActions } from './storage/storage-actions'
import { createEditing, type Editing } from './tracks/editing'
import { createExporting, type Exporting } from './tracks/exporting'
import { createGrading, type Grading } from './tracks/grading'
import { createJobRunner } from './tracks/job-runner'
import { createOpening, type Opening } from './tracks/opening'
import { createPricing, type Pricing } from './tracks/pricing'
import { createSectioning } from './tracks/sectioning'
import { createTagging, type Tagging } from './tracks/tagging'

/** The open tracks: what is opened, selected, worked on and closed. */
export interface TrackActions
  extends Pick<Opening, 'openDemo' | 'analyseAgain' | 'chooseChannels'>,
    Pick<Grading, 'gradeAgain'> {
  /** Opens files in order; one whose stored work waits for it goes on where it was, a report or recipe is used on the selected track. */
  openFiles(files: readonly File[]): void
  select(track: TrackId): void
  /** Closes a track: its jobs end, its audio is released. */
  close(track: TrackId): void
  cancel(track: TrackId, kind: JobKind): void
}

/** What the page can do, by subject: the only code that touches the engine and the store. */
export interface Session {
  readonly tracks: TrackActions
  readonly recipe: Editing
  readonly playback: Playback
  readonly tags: Tagging
  readonly exports: Exporting
  readonly blindTest: BlindTesting
  readonly references: References
  /** "Export all", whose code comes when it is asked for. */
  batch(): Promise<BatchActions>
  /** A queue that a reload cut short: goes on with it, or forgets it. */
  readonly cutShort: CutShort
  /** The album's files, whose code comes when they are asked for. */
  album(): Promise<AlbumActions>
  readonly storage: StorageActions
  readonly sharedRecipes: SharedRecipes
  readonly price: Pick<Pricing, 'setSeen' | 'measure'>
  dispose(): void
}

/** Every use-case over one studio and one engine; `newPlayer` makes a player for what is heard. */
export const createSession = (studio: Studio, engine: Engine, newPlayer: () => Player): Session => {
  const jobs = createJobRunner(studio)
  const recipe = createEditing(studio, engine, jobs)
  const opening = createOpening(studio, engine, jobs, recipe, createStartingRecipe(studio))
  const rendered = createRenderedMasters(studio)
  const audio = createReferenceAudio(studio, engine, jobs)
  const playback = createPlayback(studio, engine, newPlayer(), rendered, newPlayer, audio)
  const fingerprints = createTrackFingerprints(studio, engine)
  const matching = createMatching(studio, engine, jobs, recipe, fingerprints)
  const grading = createGrading(studio, engine, jobs)
  const sectioning = createSectioning(studio, engine)
  const pricing = createPricing(studio, engine, jobs)
  const { claim, ...storage } = createStorageActions(studio, engine, opening)
  const sharedRecipes = createSharedRecipes(studio, recipe)
  let batch: Promise<BatchActions> | null = null
  let album: Promise<AlbumActions> | null = null
  const batchActions = (): Promise<BatchActions> => {
    batch ??= Promise.all([import('./batch/batch'), import('./batch/queue-memory')]).then(
      ([{ createBatch }, { queueMemory }]) =>
        createBatch(studio, engine, jobs, opening, queueMemory(cutShort.queueKey)),
    )
    return batch
  }
  const cutShort = createCutShort(studio, batchActions, storage.restore)
  const stopWatching = engine.onLost(() => {
    audio.lost()
    opening.reopenAll()
  })
  const letSleep = keepAwakeWhileBusy(studio)
  const forgetWish = rememberWish(studio)
  const stopJoining = watchJoins(studio, recipe)
  return {
    tracks: {
      openFiles(files) {
        if (files.some(mayBeReport))
          void sharedRecipes.takeFrom(files).then((rest) => opening.openFiles(rest, claim))
        else opening.openFiles(files, claim)
      },
      openDemo: opening.openDemo,
      analyseAgain: opening.analyseAgain,
      gradeAgain: grading.gradeAgain,
      chooseChannels: opening.chooseChannels,
      select: (track) => studio.setState({ selectedId: track }),
      close(track) {
        jobs.drop(track)
        opening.release(track)
        studio.removeTrack(track)
        engine.close(track)
        audio.forgetTrack(track)
        void storage.forget([track])
      },
      cancel: jobs.cancel,
    },
    recipe,
    playback,
    tags: createTagging(studio),
    exports: createExporting(studio, engine, jobs, opening.fileOf),
    blindTest: createBlindTesting(studio, engine, jobs, recipe, rendered, audio),
    references: createReferences(studio, engine, jobs, recipe, matching, fingerprints, audio),
    batch: batchActions,
    cutShort,
    album() {
      album ??= import('./album/album-actions').then(({ createAlbum }) =>
        createAlbum(studio, engine, jobs, playback),
      )
      return album
    },
    storage,
    sharedRecipes,
    price: pricing,
    dispose() {
      stopWatching()
      letSleep()
      forgetWish()
      stopJoining()
      jobs.drop()
      const parts = [
        rendered,
        matching,
        fingerprints,
        grading,
        pricing,
        sectioning,
        storage,
        playback,
        engine,
      ]
      for (const part of [...parts, sharedRecipes, cutShort]) part.dispose()
      void batch?.then((loaded) => loaded.dispose())
    },
  }
}
