/**
 * Takes the lock `name` and keeps it as long as this worker lives, so that the page learns of its end
 * at once (engine/worker-exit). Resolves when it is held; at once where there are no Web Locks.
 */
export const holdLivenessLock = (name: string): Promise<void> =>
  new Promise((held) => {
    if (!navigator.locks) {
      held()
      return
    }
    void navigator.locks.request(name, () => {
      held()
      return new Promise<never>(() => {})
    })
  })
