/** How often a worker at work is asked for a sign of life. */
const BEAT_MS = 1000
/** Questions in a row without an answer that mean it is gone. Slices are 40 ms, so one is already long. */
const PATIENCE_BEATS = 10
/** The same of one that never answered: it is loading, for which a machine may take long. One that cannot load reports it. */
const START_BEATS = 120

/** Timers, injected so that tests need not wait. */
export interface Timers {
  setInterval(callback: () => void, milliseconds: number): number
  clearInterval(id: number): void
  setTimeout(callback: () => void, milliseconds: number): number
  clearTimeout(id: number): void
}

/**
 * Notices a worker that was ended silently: calls pending on one never settle. Counts beats, not time,
 * so that a machine waking from sleep does not count the night.
 */
export class Heartbeat {
  private readonly ping: () => Promise<unknown>
  private readonly onSilence: () => void
  private readonly timers: Timers
  private timer: number | null = null
  private unanswered = 0
  private patience = START_BEATS

  constructor(ping: () => Promise<unknown>, onSilence: () => void, timers: Timers) {
    this.ping = ping
    this.onSilence = onSilence
    this.timers = timers
  }

  start(): void {
    if (this.timer !== null) return
    this.unanswered = 0
    this.timer = this.timers.setInterval(() => this.beat(), BEAT_MS)
  }

  stop(): void {
    if (this.timer !== null) this.timers.clearInterval(this.timer)
    this.timer = null
  }

  private beat(): void {
    if (this.unanswered >= this.patience) {
      this.stop()
      this.onSilence()
      return
    }
    this.unanswered++
    void this.ping().then(() => {
      this.unanswered = 0
      this.patience = PATIENCE_BEATS
    })
  }
}
