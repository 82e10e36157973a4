import type { Recipe } from '../../chain/recipe'
import { NO_METERS } from '../../monitor/page/live-meters'
import type {
  Interruption,
  Loop,
  PlaybackMix,
  Player,
  PlayerState,
  PlayerTrack,
} from '../../monitor/page/player'
import type { Room } from '../../monitor/protocol/room'

/** What a fake player was last told; tests read it and move its position. */
export interface Told {
  track: PlayerTrack | null
  recipe: Recipe | null
  mix: PlaybackMix | null
  soloId: string | null
  output: string
  room: Room | null
  loop: Loop | null
  positionSeconds: number
  loads: number
}

/** A player without sound that remembers what it was told. `canPlay` false: there is no audio output. */
export const fakePlayer = (kind: Player['kind'] = 'worklet', canPlay = true) => {
  const told: Told = {
    track: null,
    recipe: null,
    mix: null,
    soloId: null,
    output: 'stereo',
    room: null,
    loop: null,
    positionSeconds: 0,
    loads: 0,
  }
  const listeners = new Set<(state: PlayerState) => void>()
  const interruptions = new Set<(what: Interruption) => void>()
  const tell = (playing: boolean): void => {
    for (const listener of listeners) listener({ playing, ended: false, underruns: 0 })
  }
  const player: Player = {
    kind,
    contextRate: null,
    meters: NO_METERS,
    load: async (track) => {
      told.track = track
      told.loads++
    },
    play: async () => {
      if (!canPlay) throw new Error('no audio output')
      tell(true)
    },
    pause: () => tell(false),
    seek: (seconds) => {
      told.positionSeconds = seconds
    },
    listenTo: (mix) => {
      told.mix = mix
    },
    setRecipe: (recipe) => {
      told.recipe = recipe
    },
    setSolo: (soloId) => {
      told.soloId = soloId
    },
    setOutput: (output) => {
      told.output = output
    },
    setRoom: (room) => {
      told.room = room
    },
    setLoop: (loop) => {
      told.loop = loop
    },
    positionSeconds: () => told.positionSeconds,
    onMove: () => () => {},
    onStateChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    onInterruption: (listener) => {
      interruptions.add(listener)
      return () => void interruptions.delete(listener)
    },
    dispose: () => listeners.clear(),
  }
  const interrupt = (what: Interruption): void => {
    for (const listener of interruptions) listener(what)
  }
  return { player, told, interrupt }
}
