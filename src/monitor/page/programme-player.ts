import { started } from './audio-output'
import { type OutputWatch, watchOutput } from './output-watch'
import type { Interruption } from './player'

/** Stereo audio that is fetched as it is played. */
export interface ProgrammeSource {
  readonly sampleRate: number
  readonly lengthFrames: number
  /** One to `frames` frames from `startFrame`, left and right; null: they cannot be had, and whoever owns the source has said why. */
  read(startFrame: number, frames: number): Promise<StereoFrames | null>
}

export type StereoFrames = readonly [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>]

/** Plays one programme from its start; silent, and still, while what comes next is being fetched. */
export interface ProgrammePlayer {
  /** Rejects where there is no audio output that runs, unless nothing shall play any more by then. */
  play(): Promise<void>
  pause(): void
  seek(seconds: number): void
  positionSeconds(): number
  dispose(): void
}

/** What is fetched at once: little memory, and few enough nodes. */
const BUFFER_SECONDS = 2
/** Fetched ahead of what is heard: longer than a busy page keeps us waiting. */
const AHEAD_SECONDS = 6
/** From scheduling to sound, when nothing plays yet. */
const LEAD_SECONDS = 0.05

const contextAt = (sampleRate: number): AudioContext => {
  try {
    return new AudioContext({ sampleRate })
  } catch {
    // A rate that this browser refuses: each buffer is converted by it.
    return new AudioContext()
  }
}

/**
 * `onEnd` is called once: everything was heard, or could not be fetched. An output that goes away while it plays is opened again
 * at the same place; `onInterruption` is told how that went.
 */
export const createProgrammePlayer = (
  source: ProgrammeSource,
  onEnd: () => void,
  onInterruption: (what: Interruption) => void,
  newContext: (sampleRate: number) => AudioContext = contextAt,
): ProgrammePlayer => {
  const { sampleRate, lengthFrames } = source
  let context = newContext(sampleRate)
  let playing = false
  let watch: OutputWatch | null = null
  const nodes = new Set<AudioBufferSourceNode>()
  /** `anchor.frame` is heard at `anchor.seconds` of the context; null: nothing is scheduled. */
  let anchor: { readonly frame: number; readonly seconds: number } | null = null
  /** All before it is scheduled. */
  let queued = 0
  /** Counts seeks: what was fetched for an earlier one is dropped. */
  let run = 0
  let filling = -1

  const heardFrame = (): number => {
    if (!anchor) return queued
    const passed = Math.max(0, context.currentTime - anchor.seconds) * sampleRate
    return Math.min(queued, anchor.frame + passed)
  }

  const end = (): void => {
    run++
    onEnd()
  }

  const schedule = ([left, right]: StereoFrames): void => {
    const mine = run
    const due = anchor ? anchor.seconds + (queued - anchor.frame) / sampleRate : 0
    if (!anchor || due < context.currentTime) {
      // On a frame of the output, so that nothing is played between two of them.
      const rate = context.sampleRate
      const seconds = Math.ceil((context.currentTime + LEAD_SECONDS) * rate) / rate
      anchor = { frame: queued, seconds }
    }
    const buffer = context.createBuffer(2, left.length, sampleRate)
    buffer.copyToChannel(left, 0)
    buffer.copyToChannel(right, 1)
    const node = new AudioBufferSourceNode(context, { buffer })
    node.connect(context.destination)
    node.addEventListener('ended', () => {
      nodes.delete(node)
      if (mine !== run) return
      if (queued >= lengthFrames && nodes.size === 0) end()
      else void fill()
    })
    nodes.add(node)
    node.start(anchor.seconds + (queued - anchor.frame) / sampleRate)
    queued += left.length
  }

  const fill = async (): Promise<void> => {
    const mine = run
    if (filling === mine) return
    filling = mine
    while (queued < lengthFrames && queued - heardFrame() < AHEAD_SECONDS * sampleRate) {
      const count = Math.min(Math.round(BUFFER_SECONDS * sampleRate), lengthFrames - queued)
      const frames = await source.read(queued, count)
      if (mine !== run) return
      if (!frames || frames[0].length === 0) return end()
      schedule(frames)
    }
    filling = -1
  }

  const silence = (): void => {
    run++
    for (const node of nodes) node.stop()
    nodes.clear()
    anchor = null
  }

  const seek = (seconds: number): void => {
    silence()
    queued = Math.max(0, Math.min(lengthFrames - 1, Math.round(seconds * sampleRate)))
    void fill()
  }

  const play = async (): Promise<void> => {
    playing = true
    void fill()
    watch ??= watchOutput(
      context,
      () => playing,
      () => void recover(),
    )
    try {
      await started(context)
    } catch (error) {
      // A pause while it begins is no failure.
      if (playing) throw error
      return
    }
    watch?.begin()
  }

  const close = (): void => {
    watch?.end()
    watch = null
    // The browser may have closed it by itself.
    if (context.state !== 'closed') void context.close().catch(() => {})
  }

  const recover = async (): Promise<void> => {
    const seconds = heardFrame() / sampleRate
    silence()
    close()
    try {
      context = newContext(sampleRate)
      seek(seconds)
      await play()
      onInterruption('recovered')
    } catch {
      playing = false
      onInterruption('lost')
    }
  }

  return {
    play,
    pause() {
      playing = false
      // The browser may have closed it by itself.
      void context.suspend().catch(() => {})
    },
    seek,
    positionSeconds: () => heardFrame() / sampleRate,
    dispose() {
      playing = false
      silence()
      close()
    },
  }
}
