import type { Recipe } from '../../chain/recipe'
import type { JobOptions } from '../../client/engine'
import type { Failure } from '../../core/outcome'
import type { TrackId } from '../../core/track'
import { approachOf } from '../../mastering/proposal/approaches'
import type { BatchResult, BatchRow, BatchStage, MadeAs } from '../../store/batch'
import { heldChoice } from '../../store/batch-choice'
import type { Studio } from '../../store/studio'
import { notWrittenSentence, tooLoudSentence } from '../../words/batch-words'
import { fileStem } from '../../words/file-names'
import { errorSentence } from '../../words/sentences'
import { tagsOf } from '../tracks/tagging'
import { type BatchOrder, type MasterMakers, makeMaster } from './make-master'
import type { Outlet } from './outlet'

/** How work on a row ended. `lost`: the engine's worker, which is replaced. */
export type RowEnd =
  | { readonly kind: 'done'; readonly result: BatchResult }
  | { readonly kind: 'failed'; readonly sentence: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'lost' }

/** Work of the page that a file's master may come of. */
const PAGE_WORK: readonly string[] = ['decoding', 'analysing', 'mastering']

/** Makes the master of a row and puts it where it is wanted. Every failure is an end; nothing is thrown. */
export const workOnRow = async (
  { id, name, stem, choice }: BatchRow,
  order: BatchOrder,
  makers: MasterMakers,
  outlet: Outlet,
  options: JobOptions & { readonly onStage: (stage: BatchStage) => void },
): Promise<RowEnd> => {
  await pageAtRest(makers.studio, id, options.signal)
  if (options.signal.aborted) return { kind: 'cancelled' }
  const wanted = { ...order, choice: heldChoice(choice, order.choice) }
  const made = await makeMaster(id, wanted, makers, options)
  if (made === 'too-loud') return { kind: 'failed', sentence: tooLoudSentence(name) }
  if (!made.ok) return endOf(made.error, name)
  const { delivered, recipe } = made.value
  const { file, extension, check, verdict } = delivered
  const { integratedLufs, truePeakDbtp } = check
  const { nameTemplate } = makers.studio.getState()
  const called = fileStem(nameTemplate, {
    id,
    name: stem,
    tags: tagsOf(makers.studio, id),
    targetLufs: recipe.targetLufs,
    sampleRate: check.sampleRate,
  })
  try {
    const fileName = await outlet.put(id, called, extension, file)
    const result = {
      fileName,
      sizeBytes: file.size,
      integratedLufs,
      truePeakDbtp,
      verdict,
      made: madeAs(recipe),
    }
    return { kind: 'done', result }
  } catch (error) {
    return { kind: 'failed', sentence: notWrittenSentence(name, error) }
  }
}

const madeAs = ({ destinationId, style, approachId }: Recipe): MadeAs => ({
  destinationId,
  styleId: style.id,
  approachId: approachOf(approachId).id,
})

const endOf = (error: Failure, name: string): RowEnd => {
  if (error.code === 'worker-lost') return { kind: 'lost' }
  const sentence = errorSentence(error, name)
  return sentence === null ? { kind: 'cancelled' } : { kind: 'failed', sentence }
}

/** Resolves when the page has done what it does with a track by itself: its master is then there, or it failed. */
const pageAtRest = (studio: Studio, id: TrackId, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const isAtWork = (): boolean =>
      studio.getState().jobs.some(({ trackId, kind }) => trackId === id && PAGE_WORK.includes(kind))
    const look = (): void => {
      if (isAtWork() && !signal.aborted) return
      stop()
      signal.removeEventListener('abort', look)
      resolve()
    }
    const stop = studio.subscribe(look)
    signal.addEventListener('abort', look)
    look()
  })
