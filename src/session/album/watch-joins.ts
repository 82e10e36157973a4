import type { Studio } from '../../store/studio'
import type { Editing } from '../tracks/editing'

/** Has joins kept (`keep-joins`) from the first on that the album has; most pages never have one. Answers what ends that. */
export const watchJoins = (studio: Studio, editing: Pick<Editing, 'edit'>): (() => void) => {
  let isOver = false
  let stop = studio.subscribe(({ album }) => {
    if (!Object.values(album.entries).some(({ gapBeforeS }) => gapBeforeS <= 0)) return
    stop()
    void import('./keep-joins').then(({ keepJoins }) => {
      if (!isOver) stop = keepJoins(studio, editing)
    })
  })
  return () => {
    isOver = true
    stop()
  }
}
