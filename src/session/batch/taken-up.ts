import type { BatchRow } from '../../store/batch'
import type { Studio } from '../../store/studio'
import { dropAgainSentence } from '../../words/sentences'
import type { Outlet } from './outlet'

/** A row of an earlier page: a master that is gone is made again, a file that is gone has to be dropped again. */
export const takenUp = async (
  row: BatchRow,
  from: Outlet,
  studio: Pick<Studio, 'trackOf'>,
): Promise<BatchRow> => {
  const { id, name, state } = row
  if (state.status === 'done')
    return (await from.takeUp(id, state.result.fileName))
      ? row
      : { ...row, state: { status: 'waiting' } }
  if (studio.trackOf(id) || state.status !== 'waiting') return row
  return { ...row, state: { status: 'failed', sentence: dropAgainSentence([name]) } }
}
