/** Keeps the screen on, and so the machine awake, where the browser offers it; answers what lets go. */
export const keepAwake = (): (() => void) => {
  const { wakeLock } = navigator as { readonly wakeLock?: WakeLock }
  if (!wakeLock) return () => {}
  let held: WakeLockSentinel | null = null
  let ended = false
  const ask = (): void => {
    if (ended || document.visibilityState !== 'visible') return
    wakeLock
      .request('screen')
      .then((sentinel) => {
        if (ended) void sentinel.release()
        else held = sentinel
      })
      // Battery saving: the work goes on all the same.
      .catch(() => {})
  }
  // The browser takes it away from a hidden page.
  document.addEventListener('visibilitychange', ask)
  ask()
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', ask)
    void held?.release().catch(() => {})
  }
}
