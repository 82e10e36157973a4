import type { Studio } from '../store/studio'

/** Work that lasts longer is worth a machine that stays awake; most jobs are done before. */
const LONG_MS = 5000

/** Keeps the screen on, and so the machine awake, while any work lasts long; answers what ends that. */
export const keepAwakeWhileBusy = (studio: Studio): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let letSleep = (): void => {}
  let busy = false
  const follow = (): void => {
    const { jobs, batch } = studio.getState()
    const now = jobs.length > 0 || batch.phase === 'running'
    if (now === busy) return
    busy = now
    clearTimeout(timer)
    if (busy)
      timer = setTimeout(() => {
        letSleep = holdAwake()
      }, LONG_MS)
    else {
      letSleep()
      letSleep = () => {}
    }
  }
  const stop = studio.subscribe(follow)
  return () => {
    stop()
    clearTimeout(timer)
    letSleep()
  }
}

/** Asks for it, again whenever the page is seen again; answers what lets go. */
const holdAwake = (): (() => void) => {
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
