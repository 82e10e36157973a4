import type { Recipe } from '../../chain/recipe'
import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import type { KnownGrade } from '../../mastering/price/loudness-price'
import { priceKey } from '../../mastering/price/price-key'
import { selectedRecipe, selectedTrack } from '../../store/select'
import type { Studio } from '../../store/studio'
import type { JobKind, StudioState } from '../../store/studio-state'
import type { TrackState } from '../../store/tracks'
import type { JobRunner } from './job-runner'

export interface Pricing {
  /** Whether somebody sees the curve: then it is measured at once. */
  setSeen(isSeen: boolean): void
  /** Measures the price of a track whose measuring was cancelled. */
  measure(track: TrackId): void
  dispose(): void
}

/** While one of these runs on a track, its price waits: the master and its grade come first. */
const FIRST: readonly JobKind[] = ['decoding', 'analysing', 'mastering', 'grading']

/**
 * Has the price of loudness told for the selected track once its master is there: by the models at once, then
 * measured on a few stretches while somebody sees the curve. A new target changes nothing of it; anything else about
 * the sound begins anew. One that failed is left out: the master is as good without it.
 */
export const createPricing = (studio: Studio, engine: Engine, jobs: JobRunner): Pricing => {
  /** Keys whose measuring the person cancelled, or that failed. */
  const givenUp = new Set<string>()
  /** Stepped aside for a master: taken up again after it. */
  let stepsAside = false
  let running: TrackId | null = null
  let isSeen = false

  const follow = (state: StudioState, isAskedFor = isSeen): void => {
    const track = selectedTrack(state)
    const wanted = selectedRecipe(state)
    if (running && (running !== track?.id || isFirst(state, running))) {
      stepsAside = true
      jobs.cancel(running, 'pricing')
      return
    }
    if (running || !track?.master || !wanted || track.master.madeFrom !== wanted) return
    if (isFirst(state, track.id)) return
    const key = priceKey(wanted)
    const isModelled = track.price?.key === key
    if ((isModelled && track.price.isMeasured) || givenUp.has(idOf(track.id, key))) return
    if (!isModelled || isAskedFor) void price(track, wanted, key, isModelled)
  }

  const price = async (
    { id }: TrackState,
    recipe: Recipe,
    key: string,
    isMeasured: boolean,
  ): Promise<void> => {
    running = id
    const known = isMeasured ? knownGrade(studio.trackOf(id)) : null
    const end = await jobs.run(id, 'pricing', (options) =>
      engine.price(id, recipe, isMeasured, known, options),
    )
    const isPutOff = stepsAside
    stepsAside = false
    running = null
    if (end !== 'superseded' && end.ok && end.value)
      studio.patchTrack(id, { price: { key, price: end.value, isMeasured } })
    else if (!isPutOff) givenUp.add(idOf(id, key))
    follow(studio.getState())
  }

  const stopFollowing = studio.subscribe((state, before) => {
    if (
      state.tracks !== before.tracks ||
      state.selectedId !== before.selectedId ||
      state.recipes !== before.recipes ||
      state.jobs !== before.jobs
    )
      follow(state)
  })

  return {
    setSeen(seen) {
      isSeen = seen
      follow(studio.getState())
    },
    measure(track) {
      const known = studio.trackOf(track)?.price
      if (known) givenUp.delete(idOf(track, known.key))
      follow(studio.getState(), true)
    },
    dispose: stopFollowing,
  }
}

/** Of the newest master. */
const knownGrade = (track: TrackState | undefined): KnownGrade | null => {
  const lufs = track?.master?.analysis.loudness.integratedLufs
  const grade = track?.damage?.of === track?.master ? track?.damage?.grade?.grade : undefined
  return lufs == null || grade === undefined ? null : { lufs, grade }
}

const isFirst = ({ jobs }: StudioState, id: TrackId): boolean =>
  jobs.some(({ trackId, kind }) => trackId === id && FIRST.includes(kind))

const idOf = (track: TrackId, key: string): string => `${track} ${key}`
