import type { Recipe } from '../../chain/recipe'
import type { Engine, JobOptions } from '../../client/engine'
import { fail, type Outcome, ok } from '../../core/outcome'
import type { TrackId } from '../../core/track'
import type { DeliveredFile } from '../../delivery/deliver-track'
import { type DeliverySettings, settle } from '../../delivery/settings'
import { deliveryRatesHz } from '../../mastering/delivery-rates'
import type { BatchStage } from '../../store/batch'
import type { BatchChoice } from '../../store/batch-choice'
import type { Studio } from '../../store/studio'
import type { Opening } from '../tracks/opening'
import { portionOf } from '../tracks/portion-of'
import { firstRecipe } from '../tracks/recipe-changes'
import { tagsOf } from '../tracks/tagging'
import { changedRecipe } from './changes'

/** What is wanted of every file of a queue; `choice` unless it has one of its own. */
export interface BatchOrder {
  readonly settings: DeliverySettings
  readonly choice: BatchChoice
}

export interface MasterMakers {
  readonly studio: Studio
  readonly engine: Engine
  readonly opening: Pick<Opening, 'fileOf'>
}

export interface MakingOptions extends JobOptions {
  readonly onStage: (stage: BatchStage) => void
}

/** A checked master; `too-loud` where a person has to say first whether the file may be scaled. */
export type MadeMaster =
  | Outcome<{ readonly delivered: DeliveredFile<Blob>; readonly recipe: Recipe }>
  | 'too-loud'

/** Shares of a file's work, for progress. */
const OPENED = 0.15
const MEASURED = 0.25
const MASTERED = 0.7

/**
 * One file from its source to its checked master. An open track whose master is up to date is written as it is; any
 * other file is opened under a name of its own, mastered, written and closed again, so that one file at most is held
 * for the queue.
 */
export const makeMaster = async (
  id: TrackId,
  order: BatchOrder,
  makers: MasterMakers,
  options: MakingOptions,
): Promise<MadeMaster> => {
  const written = await writeOpenMaster(id, order, makers, options)
  const isHeld = written && (written.ok || written.error.code !== 'track-gone')
  return isHeld ? written : masterFromFile(id, order, makers, options)
}

/** null: the page has no master of what is wanted. */
const writeOpenMaster = async (
  id: TrackId,
  { settings, choice }: BatchOrder,
  { studio, engine }: MasterMakers,
  options: MakingOptions,
): Promise<Exclude<MadeMaster, 'too-loud'> | null> => {
  const track = studio.trackOf(id)
  const own = studio.getState().recipes[id]?.present
  if (!track?.facts || !track.analysis || !own) return null
  const recipe = changedRecipe(own, track.analysis, choice)
  if (recipe !== track.master?.madeFrom) return null
  options.onStage('writing')
  const settled = settledFor(track.facts.sampleRate, settings)
  const delivered = await engine.export(id, settled, tagsOf(studio, id), options)
  return delivered.ok ? ok({ delivered: delivered.value, recipe }) : delivered
}

const masterFromFile = async (
  id: TrackId,
  { settings, choice }: BatchOrder,
  { studio, engine, opening }: MasterMakers,
  options: MakingOptions,
): Promise<MadeMaster> => {
  const file = opening.fileOf(id)
  if (!file) return fail('track-gone')
  const own = `${id} in the queue`
  try {
    options.onStage('opening')
    const channels = studio.trackOf(id)?.channels ?? null
    const opened = await engine.open(own, file, channels, portionOf(options, 0, OPENED))
    if (!opened.ok) return opened
    const { facts } = opened.value
    const known = studio.trackOf(id)?.analysis
    if (!known && facts.remarks.some(({ kind }) => kind === 'far-too-loud')) return 'too-loud'
    options.onStage('mastering')
    const analysed = known
      ? { ok: true as const, value: known }
      : await engine.analyse(own, portionOf(options, OPENED, MEASURED))
    if (!analysed.ok) return analysed
    const recipe: Recipe = studio.getState().recipes[id]?.present ?? firstRecipe(analysed.value)
    const wanted = changedRecipe(recipe, analysed.value, choice)
    const mastered = await engine.master(own, wanted, portionOf(options, MEASURED, MASTERED))
    if (!mastered.ok) return mastered
    options.onStage('writing')
    const settled = settledFor(facts.sampleRate, settings)
    const tags = tagsOf(studio, id, facts)
    const delivered = await engine.export(own, settled, tags, portionOf(options, MASTERED, 1))
    return delivered.ok ? ok({ delivered: delivered.value, recipe: wanted }) : delivered
  } finally {
    engine.close(own)
  }
}

/** What the format and this source's rate (Hz) allow of what is wanted for all. */
const settledFor = (sampleRate: number, settings: DeliverySettings): DeliverySettings =>
  settle(settings, {}, sampleRate, deliveryRatesHz(sampleRate))
