import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import type { Engine, JobOptions } from '../../client/engine'
import { DOWNMIX } from '../../core/channel-choice'
import { type Outcome, ok } from '../../core/outcome'
import type { TrackFacts } from '../../core/track-facts'
import { type Unusable, unusableReference } from '../../mastering/matching/unusable-reference'
import { portionOf } from '../tracks/portion-of'

/** Shares of progress that end with opening, with analysing. */
const OPENED = 0.5
const ANALYSED = 0.8

/**
 * Opens a file under `id`, measures it and closes it again: its audio is held no longer than that. More than two channels
 * are mixed down; `onOpened` hears of that.
 */
export const measureReference = async (
  engine: Engine,
  id: string,
  file: File,
  options: JobOptions,
  onOpened: (facts: TrackFacts) => void,
): Promise<Outcome<Fingerprint | Unusable>> => {
  try {
    const opened = await engine.open(id, file, DOWNMIX, portionOf(options, 0, OPENED))
    if (!opened.ok) return opened
    onOpened(opened.value.facts)
    const analysed = await engine.analyse(id, portionOf(options, OPENED, ANALYSED))
    if (!analysed.ok) return analysed
    const unusable = unusableReference(analysed.value)
    if (unusable) return ok(unusable)
    const about = { name: file.name, date: new Date().toISOString() }
    return await engine.fingerprint(
      id,
      'original',
      analysed.value,
      about,
      portionOf(options, ANALYSED, 1),
    )
  } finally {
    engine.close(id)
  }
}
