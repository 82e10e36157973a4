import type { JobContext } from '../core/job'
import type { Outcome } from '../core/outcome'
import { MemoryPcmStore, type PcmReader, type SharedPcm } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import {
  type Crew,
  gathered,
  prepared,
  type ShiftResult,
  soloCrew,
} from '../mastering/render/executor'
import {
  CONTROL,
  newControl,
  type Shift,
  Stopped,
  type Yield,
} from '../mastering/render/render-plan'
import { type ShiftAudio, workShift } from '../mastering/render/run-plan'
import type { Measured } from './measuring-store'
import type { HandApi, SharedAudio } from './pool-worker'

/** A helping worker as the team sees it. */
export interface Hand extends HandApi {
  /** Calls `died` when the worker is gone. Once it is ready. */
  onDeath(died: () => void): void
  dismiss(): void
}

/** Shorter tracks are not worth the messages. */
const SHORTEST_SECONDS = 10
/** Nor are smaller files. */
const SMALLEST_BYTES = 2 ** 22

/** A check of a file that is still being written. */
export interface FileCheck {
  /** The next part of the file. */
  add(piece: Blob): void
  /** After the last part: what was measured; null when the hand was lost. */
  finished(): Promise<Outcome<Measured> | null>
  /** No more parts will come. */
  abandon(): void
}

/**
 * The engine's own thread and helping workers that share its memory. While they are not ready, or busy with
 * another job, and where audio cannot be shared, this thread works alone; a shift in which a hand is lost
 * is begun anew with those that are left. Nothing of it shows in any result.
 */
export class Team {
  private readonly spawn: () => Hand
  private readonly wanted: number
  private readonly now: () => number
  private readonly ready = new Set<Hand>()
  /** Every hand that was started and is not lost, with what to do when it is. */
  private readonly started = new Map<Hand, () => void>()
  private called = false
  private busy = false

  constructor(spawn: () => Hand, wanted: number, now: () => number) {
    this.spawn = spawn
    this.wanted = wanted
    this.now = now
  }

  /** Starts the hands, once. Their kernels take some 50 ms: call it when there will soon be work. */
  call(): void {
    if (this.called) return
    this.called = true
    for (let count = 0; count < this.wanted; count++) {
      const hand = this.spawn()
      const lose = (): void => this.lose(hand)
      this.started.set(hand, () => {})
      hand.ready().then(() => {
        this.ready.add(hand)
        hand.onDeath(lose)
      }, lose)
    }
  }

  /** As the crew of one job. */
  crew(kernels: Kernels): Crew {
    const solo = soloCrew(kernels)
    return {
      now: this.now,
      run: async (plan, audio, job) => {
        while (!this.busy && this.ready.size > 0 && isLong(audio.source) && shareOf(audio)) {
          this.busy = true
          try {
            const result = await this.attempt(plan, audio, kernels, job)
            if (result) return result
          } finally {
            this.busy = false
          }
        }
        return solo.run(plan, audio, job)
      },
    }
  }

  /**
   * A hand that checks a file of so many bytes while it is being written; null where it is not worth it, or
   * nobody is free.
   */
  checkFile(sizeBytes: number): FileCheck | null {
    const [hand] = this.ready
    if (!hand || this.busy || sizeBytes < SMALLEST_BYTES) return null
    this.busy = true
    const { port1, port2 } = new MessageChannel()
    const checking = new Promise<Outcome<Measured> | null>((resolve) => {
      this.started.set(hand, () => resolve(null))
      hand.check(port2, sizeBytes).then(resolve, () => this.lose(hand))
    }).finally(() => {
      this.busy = false
      port1.close()
    })
    return {
      add: (piece) => port1.postMessage(piece),
      finished: () => checking,
      abandon: () => port1.postMessage(null),
    }
  }

  /** One shift with all hands that are ready; null when one was lost. */
  private async attempt(
    plan: (hands: number) => Shift,
    audio: ShiftAudio,
    kernels: Kernels,
    job: JobContext,
  ): Promise<ShiftResult | null> {
    const hands = [...this.ready]
    const shift = prepared(plan(1 + hands.length), audio)
    const shared = shareOf(audio)
    if (!shared) throw new Error('audio was shared a moment ago')
    const control = newControl(true)
    const helping = hands.map((hand, index) => this.help(hand, index + 1, shift, shared, control))
    try {
      const own = await workShift(shift, 0, audio, control, kernels, job)
      const theirs = (await Promise.all(helping)).filter((one) => one !== null)
      return theirs.length === hands.length ? gathered(shift, audio, [own, ...theirs]) : null
    } catch (cause) {
      Atomics.store(control, CONTROL.stopped, 1)
      // Nobody may still be writing when the store is used again.
      await Promise.all(helping)
      if (cause instanceof Stopped) return null
      throw cause
    }
  }

  /** What a hand brings; null when it was stopped or lost, which stops the others. */
  private help(
    hand: Hand,
    place: number,
    shift: Shift,
    audio: SharedAudio,
    control: Int32Array,
  ): Promise<Yield | null> {
    return new Promise((resolve) => {
      this.started.set(hand, () => {
        Atomics.store(control, CONTROL.stopped, 1)
        resolve(null)
      })
      hand.work(shift, place, audio, control).then(resolve, () => {
        if (Atomics.load(control, CONTROL.stopped) === 0) this.lose(hand)
        else resolve(null)
      })
    })
  }

  private lose(hand: Hand): void {
    this.ready.delete(hand)
    this.started.get(hand)?.()
    this.started.delete(hand)
    hand.dismiss()
  }
}

const isLong = ({ lengthFrames, sampleRate }: PcmReader): boolean =>
  lengthFrames >= SHORTEST_SECONDS * sampleRate

/** The same memory for other threads; null where any of it is this thread's alone. */
const shareOf = ({ source, target }: ShiftAudio): SharedAudio | null => {
  const from = sharedPcm(source)
  const to = target?.share() ?? null
  return from && (to || !target) ? { source: from, target: to } : null
}

const sharedPcm = (reader: PcmReader): SharedPcm | null =>
  reader instanceof MemoryPcmStore ? reader.share() : null
