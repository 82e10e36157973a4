/** The stretch of a track that is on screen, seconds. */
export interface TimeWindow {
  readonly from: number
  readonly to: number
}

/** Closest zoom, as a share of the track: peaks are kept in 8192 bins. */
const CLOSEST_SHARE = 1 / 32

export const wholeTrack = (durationSeconds: number): TimeWindow => ({
  from: 0,
  to: Math.max(durationSeconds, 1e-3),
})

export const isWhole = (window: TimeWindow, durationSeconds: number): boolean =>
  window.from <= 0 && window.to >= durationSeconds

/** Moves the window so that it starts at `from`, kept inside the track. */
export const moveWindow = (
  window: TimeWindow,
  from: number,
  durationSeconds: number,
): TimeWindow => {
  const span = Math.min(durationSeconds, window.to - window.from)
  const start = Math.min(durationSeconds - span, Math.max(0, from))
  return { from: start, to: start + span }
}

/** Shows `factor` times less (more, below 1) around a moment that keeps its place on screen. */
export const zoomWindow = (
  window: TimeWindow,
  factor: number,
  atSeconds: number,
  durationSeconds: number,
): TimeWindow => {
  const span = window.to - window.from
  const next = Math.min(durationSeconds, Math.max(durationSeconds * CLOSEST_SHARE, span / factor))
  const share = (atSeconds - window.from) / span
  return moveWindow({ from: 0, to: next }, atSeconds - share * next, durationSeconds)
}

/** The window that shows a moment: the same where it does already, else the page that starts there. */
export const followWindow = (
  window: TimeWindow,
  seconds: number,
  durationSeconds: number,
): TimeWindow =>
  seconds >= window.from && seconds <= window.to
    ? window
    : moveWindow(window, seconds, durationSeconds)
