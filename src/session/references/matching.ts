import type { RecipeMatch } from '../../chain/match'
import type { Recipe } from '../../chain/recipe'
import type { Engine } from '../../client/engine'
import { fail, type Outcome, ok } from '../../core/outcome'
import type { TrackId } from '../../core/track'
import { type Intent, intentOf } from '../../mastering/proposal/intent'
import type { Studio } from '../../store/studio'
import { errorSentence } from '../../words/sentences'
import type { Editing } from '../tracks/editing'
import type { JobRunner } from '../tracks/job-runner'
import { reproposed } from '../tracks/recipe-changes'
import type { Measured, TrackFingerprints } from './track-fingerprints'

type Following = Recipe & { readonly match: RecipeMatch }

interface Answer {
  readonly asked: Recipe
  readonly intent: Intent
  readonly measured: Measured
}

export interface Matching {
  /** Gives up what is being worked out for the track, and the step that asked for it. */
  cancel(track: TrackId): void
  dispose(): void
}

/**
 * Has the engine work out what references come to for every track whose wish of them changed. One at a time for each track:
 * while a control moves, every answer is heard, and the last one is that of the last wish.
 */
export const createMatching = (
  studio: Studio,
  engine: Engine,
  jobs: JobRunner,
  editing: Editing,
  fingerprints: TrackFingerprints,
): Matching => {
  const running = new Set<TrackId>()

  const pending = (track: TrackId): Following | null => {
    const recipe = studio.getState().recipes[track]?.present
    return recipe?.match?.isPending ? { ...recipe, match: recipe.match } : null
  }

  const ask = async (track: TrackId): Promise<void> => {
    running.add(track)
    const end = await jobs.run(track, 'matching', async (options): Promise<Outcome<Answer>> => {
      const measured = await fingerprints.of(track, options.signal)
      const asked = pending(track)
      if (!measured || !asked) return fail('track-gone')
      const { match } = asked
      const { destinationId, targetLufs } = match.ownTarget ?? asked
      const own = { ...intentOf(asked), destinationId, targetLufs }
      const references = studio.getState().references.map(({ id, name, fingerprint }) => ({
        name,
        fingerprint,
        weightPercent: match.weights[id] ?? 0,
      }))
      const { weights, amounts } = match
      const wish = { weights, amounts }
      const answer = await engine.match(measured.fingerprint, own, references, wish, options)
      return answer.ok ? ok({ asked, intent: answer.value, measured }) : answer
    })
    running.delete(track)
    const now = pending(track)
    if (now && end !== 'superseded') {
      if (end.ok) take(track, now, end.value)
      else if (end.error.code === 'cancelled') giveUp(track, now)
      else if (end.error.code !== 'worker-lost') {
        const sentence = errorSentence(end.error, studio.trackOf(track)?.name ?? '')
        if (sentence) studio.notify('error', sentence)
        editing.amend(track, { ...now, match: settled(now.match) })
      }
    }
    look()
  }

  /** Takes an answer; one to an earlier wish is heard until that of the newest comes. */
  const take = (track: TrackId, now: Following, answer: Answer): void => {
    const { asked, intent, measured } = answer
    const { destinationId, targetLufs, match = null } = intent
    const isNewest =
      now.match === asked.match &&
      now.approachId === asked.approachId &&
      now.targetLufs === asked.targetLufs
    const { weights, amounts, ownTarget } = now.match
    const change: Partial<Intent> = isNewest
      ? { destinationId, targetLufs, match }
      : match
        ? { match: { ...match, weights, amounts, ownTarget, isPending: true } }
        : {}
    editing.amend(track, reproposed(now, measured.analysis, change))
  }

  const giveUp = (track: TrackId, now: Recipe): void => {
    if (studio.getState().recipes[track]?.past.length) editing.undo(track)
    else editing.amend(track, { ...now, match: null })
  }

  const look = (): void => {
    for (const { id, analysis } of studio.getState().tracks)
      if (analysis && !running.has(id) && pending(id)) void ask(id)
  }

  const stop = studio.subscribe((state, before) => {
    if (state.recipes !== before.recipes || state.tracks !== before.tracks) look()
  })

  return { cancel: (track) => jobs.cancel(track, 'matching'), dispose: stop }
}

const settled = ({ isPending: _no, ...match }: RecipeMatch): RecipeMatch => match
