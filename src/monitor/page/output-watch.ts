/** How often the clock of an output that should run is looked at. */
const LOOK_EVERY_MS = 1000
/** Looks in a row that find it standing: at the first it is asked to go on, after the last it is given up. */
const MOST_STANDSTILLS = 3

/** What is watched of an AudioContext. */
export type WatchedOutput = Pick<
  AudioContext,
  'state' | 'currentTime' | 'resume' | 'addEventListener' | 'removeEventListener'
>

export interface OutputWatch {
  /** From now on it should run; the looks end by themselves when it should not. */
  readonly begin: () => void
  readonly end: () => void
}

/**
 * Watches an audio output while `shouldRun` says so: one that another program, the system or sleep has stopped is asked to
 * go on; `onLost` is called where its clock stands still all the same, where its device fails, and where the browser
 * closed it. A timer that was late (the computer slept) is one look like any other; at rest there is none. It asks nothing of
 * the media devices: for a page that wants to know when they change, Chromium starts the service of its cameras.
 */
export const watchOutput = (
  context: WatchedOutput,
  shouldRun: () => boolean,
  onLost: () => void,
): OutputWatch => {
  let lastSeconds = -1
  let standstills = 0
  let timer: ReturnType<typeof setInterval> | undefined
  const rest = (): void => {
    clearInterval(timer)
    timer = undefined
  }
  const begin = (): void => {
    if (timer !== undefined) return
    standstills = 0
    timer = setInterval(tick, LOOK_EVERY_MS)
  }
  const end = (): void => {
    rest()
    context.removeEventListener('statechange', look)
    context.removeEventListener('error', lost)
  }
  const lost = (): void => {
    if (!shouldRun()) return
    end()
    onLost()
  }
  const goOn = (): void => {
    // Refused while the system keeps it (a call, say): it is asked again at the next look.
    void context.resume().catch(() => {})
  }
  const look = (): void => {
    if (!shouldRun()) return
    begin()
    if (context.state === 'closed') lost()
    else if (context.state !== 'running') goOn()
  }
  const tick = (): void => {
    if (!shouldRun()) {
      rest()
      return
    }
    const moves = context.currentTime > lastSeconds
    lastSeconds = context.currentTime
    standstills = moves ? 0 : standstills + 1
    if (standstills === 1) goOn()
    if (standstills >= MOST_STANDSTILLS) lost()
    else look()
  }
  context.addEventListener('statechange', look)
  context.addEventListener('error', lost)
  if (shouldRun()) begin()
  return { begin, end }
}
