import type { Batch, BatchRow } from '../../store/batch'
import { NO_CHOICE } from '../../store/batch-choice'
import type { StudioState } from '../../store/studio-state'
import { numbered, withoutExtension } from '../../words/track-names'

/**
 * The queue of a page: a row for every open track and every file that could not be opened, in the order in which they
 * came; what has a row keeps it as it is. A row whose track was closed goes, unless it has ended or is in work. The same
 * object where nothing changed.
 */
export const gathered = (
  batch: Batch,
  { tracks, unopened }: Pick<StudioState, 'tracks' | 'unopened'>,
  sizeOf: (id: string) => number,
): Batch => {
  const known = new Set([...tracks, ...unopened].map(({ id }) => id))
  const kept = batch.rows.filter(
    ({ id, state }) => known.has(id) || ['done', 'failed', 'working'].includes(state.status),
  )
  const had = new Set(kept.map(({ id }) => id))
  const taken = new Set(kept.map(({ stem }) => stem.toLowerCase()))
  const rowOf = (id: string, name: string, state: BatchRow['state']): BatchRow => {
    const stem = numbered(withoutExtension(name), taken)
    return { id, name, stem, sizeBytes: sizeOf(id), choice: NO_CHOICE, state }
  }
  const added = [
    ...tracks.map(({ id, name }) => ({ id, name, state: { status: 'waiting' } as const })),
    ...unopened.map(({ id, name, sentence }) => ({
      id,
      name,
      state: { status: 'failed', sentence } as const,
    })),
  ]
    .filter(({ id }) => !had.has(id))
    .map(({ id, name, state }) => rowOf(id, name, state))
  const rows = [...kept, ...added]
  const isSame =
    rows.length === batch.rows.length && rows.every((row, index) => row === batch.rows[index])
  return isSame ? batch : { ...batch, rows }
}
