import type { Recipe } from '../../chain/recipe'
import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import { heardReference } from '../../store/select'
import type { Studio } from '../../store/studio'
import { recipeOf, type VersionId } from '../../store/versions'
import { errorSentence } from '../../words/sentences'
import type { Editing } from '../tracks/editing'
import type { JobRunner } from '../tracks/job-runner'
import type { Audition } from './audition'
import type { LiveRecipe } from './live-recipe'
import { matchedGains } from './matched-gains'
import type { ReferenceAudio } from './reference-audio'
import type { RenderedMasters } from './rendered-masters'

/** What can be compared blind: the original, a version's master, or the reference that is heard. */
export type BlindSource = 'original' | 'reference' | VersionId

const isVersion = (source: BlindSource): source is VersionId =>
  source !== 'original' && source !== 'reference'

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
  audio: ReferenceAudio,
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
        isVersion(source) ? recipeOf(history, source) : undefined
      const wanted = [recipeFor(one), recipeFor(other)].filter((recipe) => recipe !== undefined)
      const reference = heardReference(studio.getState())
      if (one === 'reference' || other === 'reference') {
        // Ready before the first question: opening it takes its time.
        if (!reference || !(await audio.open(reference.id))) return null
      }
      if (!(await render(track, wanted))) return null
      const first = rendered.of(recipeFor(one))
      const second = rendered.of(recipeFor(other))
      const originalLufs = studio.trackOf(track)?.analysis?.loudness.integratedLufs ?? null
      const lufsOf = (source: BlindSource, live: LiveRecipe | undefined): number | null => {
        if (source === 'reference') return reference?.fingerprint.integratedLufs ?? null
        return live ? live.integratedLufs : originalLufs
      }
      // Both are brought to the quieter one's loudness, whichever kinds they are.
      const gains = matchedGains(true, lufsOf(one, first), lufsOf(other, second))
      const audition = (
        source: BlindSource,
        live: LiveRecipe | undefined,
        gain: number,
      ): Audition => ({
        signal: live ? 'master' : 'original',
        // The original needs no recipe: the other's stays, so that the switch is a fade and nothing else.
        recipe: (live ?? first ?? second)?.recipe ?? null,
        originalGain: gain,
        masterGain: gain,
        referenceGain: source === 'reference' ? gain : null,
      })
      return [audition(one, first, gains.originalGain), audition(other, second, gains.masterGain)]
    },
  }
}
