const lockOf = (pageId: string): string => `trackmaster page ${pageId}`

/** Which pages live: each holds a lock of its own until it is closed, reloaded or crashes. */
export interface PageLife {
  readonly pageId: string
  /** Ids of the other pages that live; none where the browser has no Web Locks (plain http). */
  others(): Promise<ReadonlySet<string>>
  /** Resolves once that page is gone. */
  ended(pageId: string): Promise<void>
}

/** Begins this page's life. */
export const beginPageLife = async (pageId: string): Promise<PageLife> => {
  const { locks } = navigator as { locks?: LockManager }
  if (!locks)
    return { pageId, others: () => Promise.resolve(new Set()), ended: () => Promise.resolve() }
  await new Promise<void>((held, refused) => {
    locks
      .request(lockOf(pageId), () => {
        held()
        return new Promise<never>(() => {})
      })
      .catch(refused)
  })
  return {
    pageId,
    async others() {
      const { held = [] } = await locks.query()
      const prefix = lockOf('')
      return new Set(
        held.flatMap(({ name = '' }) =>
          name.startsWith(prefix) && name !== lockOf(pageId) ? [name.slice(prefix.length)] : [],
        ),
      )
    },
    ended: (other) => locks.request(lockOf(other), () => {}).then(() => {}),
  }
}
