/** How often the clock of an output that should run is looked at. */
const LOOK_EVERY_MS = 1000
/** Looks in a row that find it standing: at the first it is asked to go on, after the last it is given up. */
const MOST_STANDSTILLS = 3

/** What is watched of an AudioContext. */
export type WatchedOutput = Pick<
  AudioContext,
  'state' | 'currentTime' | 'resume' | 'addEventListener' | 'removeEventListener'
>

/**
 * Watches an audio output while `shouldRun` says so: one that another program, the system or sleep has stopped is asked to
 * go on; `onLost` is called where its clock stands still all the same, where its device fails, and where the browser
 * closed it. Answers what ends the watch. A timer that was late (the computer slept) is one look like any other.
 */
export const watchOutput = (
  context: WatchedOutput,
  shouldRun: () => boolean,
  onLost: () => void,
): (() => void) => {
  const devices = navigator.mediaDevices as MediaDevices | undefined
  let lastSeconds = -1
  let standstills = 0
  const end = (): void => {
    clearInterval(timer)
    context.removeEventListener('statechange', look)
    context.removeEventListener('error', lost)
    devices?.removeEventListener('devicechange', look)
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
    if (context.state === 'closed') lost()
    else if (context.state !== 'running') goOn()
  }
  const tick = (): void => {
    const moves = context.currentTime > lastSeconds
    lastSeconds = context.currentTime
    standstills = moves || !shouldRun() ? 0 : standstills + 1
    if (standstills === 1) goOn()
    if (standstills >= MOST_STANDSTILLS) lost()
    else look()
  }
  const timer = setInterval(tick, LOOK_EVERY_MS)
  context.addEventListener('statechange', look)
  context.addEventListener('error', lost)
  devices?.addEventListener('devicechange', look)
  return end
}
