import { CHANNEL_SEEDS } from './channel-seeds'
import { FILE_SEEDS } from './file-seeds'
import type { Seed } from './seed'
import { SOUND_SEEDS } from './sound-seeds'
import { TIME_SEEDS } from './time-seeds'

/** Every fault that is looked for in a searched track of some seconds. */
export const SEEDS: readonly Seed[] = [
  ...FILE_SEEDS,
  ...CHANNEL_SEEDS,
  ...TIME_SEEDS,
  ...SOUND_SEEDS,
]
