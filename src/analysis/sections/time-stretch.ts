/** A stretch of time, seconds. */
export interface TimeStretch {
  readonly startSeconds: number
  readonly endSeconds: number
}
