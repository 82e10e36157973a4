/** Calls `onExit` once when the worker that holds the lock `name` is gone; returns how to stop watching. */
export type ExitWatch = (onExit: () => void) => () => void

/**
 * A worker holds a Web Lock for life and the browser frees it the moment the worker ends, however it
 * ends: no waiting for a heartbeat. Locks need a secure context; without them nothing is watched.
 * Start watching only once the worker holds its lock.
 */
export const watchExit =
  (name: string): ExitWatch =>
  (onExit) => {
    const watching = new AbortController()
    navigator.locks?.request(name, { signal: watching.signal }, onExit).catch(() => {
      // Aborted: nobody watches any more.
    })
    return () => watching.abort()
  }
