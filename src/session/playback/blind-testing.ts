import type { Recipe } from '../../chain/recipe'
import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import type { Studio } from '../../store/studio'
import { recipeOf, type VersionId } from '../../store/versions'
import { errorSentence } from '../../words/sentences'
import type { Editing } from '../tracks/editing'
import type { JobRunner } from '../tracks/job-runner'
import type { LiveRecipe } from './live-recipe'
import { matchedGains } from './matched-gains'
import type { Audition } from './playback'
import type { RenderedMasters } from './rendered-masters'

/** What can be compared blind: the original, or a version's master. */
export type BlindSource = 'original' | VersionId

export interface BlindTesting {
  /**
   * Makes two sources of a track ready to be auditioned at equal loudness, mastering versions that
   * were not yet. null when that was cancelled or failed (which was said).
   */
  prepare(
    track: TrackId,
    one: BlindSource,
    other: BlindSource,
  ): Promise<readonly [one: Audition, other: Audition] | null>
}

export const createBlindTesting = (
  studio: Studio,
  engine: Engine,
  jobs: JobRunner,
  editing: Editing,
  rendered: RenderedMasters,
): BlindTesting => {
  /** Renders what is missing; the worker then holds that master, so the page's own is made again after it. */
  const render = async (track: TrackId, wanted: readonly Recipe[]): Promise<boolean> => {
    const missing = wanted.filter((recipe) => !rendered.of(recipe))
    if (missing.length === 0) return true
    studio.patchTrack(track, { master: null })
    for (const recipe of missing) {
      const end = await jobs.run(track, 'mastering', (options) =>
        engine.master(track, recipe, options),
      )
      if (end === 'superseded') return false
      if (!end.ok) {
        const sentence = errorSentence(end.error, studio.trackOf(track)?.name ?? 'the track')
        if (sentence) studio.notify('error', sentence)
        void editing.masterNow(track)
        return false
      }
      const { integratedLufs } = end.value.analysis.loudness
      rendered.add(recipe, { recipe: end.value.recipe, integratedLufs })
    }
    await editing.masterNow(track)
    return true
  }

  return {
    async prepare(track, one, other) {
      const history = studio.getState().recipes[track]
      if (!history) return null
      const recipeFor = (source: BlindSource): Recipe | undefined =>
        source === 'original' ? undefined : recipeOf(history, source)
      const wanted = [recipeFor(one), recipeFor(other)].filter((recipe) => recipe !== undefined)
      if (!(await render(track, wanted))) return null
      const first = rendered.of(recipeFor(one))
      const second = rendered.of(recipeFor(other))
      const originalLufs = studio.trackOf(track)?.analysis?.loudness.integratedLufs ?? null
      // Both are brought to the quieter one's loudness, whichever kinds they are.
      const gains = matchedGains(
        true,
        first ? first.integratedLufs : originalLufs,
        second ? second.integratedLufs : originalLufs,
      )
      const auditions = (source: LiveRecipe | undefined, gain: number): Audition => ({
        signal: source ? 'master' : 'original',
        // The original needs no recipe: the other's stays, so that the switch is a fade and nothing else.
        recipe: (source ?? first ?? second)?.recipe ?? null,
        originalGain: gain,
        masterGain: gain,
      })
      return [auditions(first, gains.originalGain), auditions(second, gains.masterGain)]
    },
  }
}
