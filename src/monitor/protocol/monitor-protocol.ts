import type { Recipe } from '../../chain/recipe'
import type { PcmHandle } from '../../core/pcm-store'
import type { MeterFrame } from './meter-frame'
import type { Room } from './room'

/** Page → monitor, over one port per track. */
export type MonitorRequest =
  /** What the master is from now on; the newest wins. */
  | { readonly kind: 'recipe'; readonly recipe: Recipe | null; readonly soloId: string | null }
  /** Where it is heard from now on; null: as it is. */
  | { readonly kind: 'room'; readonly room: Room | null }
  /** Serves this player: see feed-protocol. */
  | { readonly kind: 'feed'; readonly port: MessagePort }
  | { readonly kind: 'stop' }

/** Monitor → page: frames of the audio that was just handed to the player. */
export type MeterReport = readonly MeterFrame[]

/** Page → the monitor's worker: listens to one more track over `port`. */
export interface MonitorAssignment {
  readonly original: PcmHandle
  readonly port: MessagePort
}
