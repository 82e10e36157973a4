import type { Mix, OutputMatrix } from '../worklet/signal-mixer'
import type { LoopFrames } from './feed-protocol'

/** Page → AudioWorklet. */
export type PlayerCommand =
  | { readonly kind: 'feed'; readonly port: MessagePort }
  | { readonly kind: 'play' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'seek'; readonly frame: number }
  | { readonly kind: 'listen'; readonly mix: Mix }
  | { readonly kind: 'output'; readonly matrix: OutputMatrix }
  | { readonly kind: 'loop'; readonly loop: LoopFrames | null }
  | { readonly kind: 'dispose' }

/** AudioWorklet → page, about 30 times a second while playing and after every change. */
export interface PlayerStatus {
  readonly frame: number
  /** The context's frame at which `frame` is heard. */
  readonly contextFrame: number
  readonly playing: boolean
  readonly ended: boolean
  readonly underruns: number
  /** Commands handled so far, so that the page can tell an old status from an answer. */
  readonly handled: number
}

/** Given to the processor when it is made. */
export interface PlayerProcessorOptions {
  readonly channelCount: number
  readonly decimation: number
}

export const PLAYER_PROCESSOR = 'trackmaster-player'
