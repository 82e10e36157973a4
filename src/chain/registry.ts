import type { ModuleDescriptor } from './descriptor'
import { busCompressor } from './modules/bus-compressor'
import { clipper } from './modules/clipper'
import { declick } from './modules/declick'
import { dynamicEq } from './modules/dynamic-eq'
import { equaliser } from './modules/equaliser'
import { fades } from './modules/fades'
import { input } from './modules/input'
import { limiter } from './modules/limiter'
import { multiband } from './modules/multiband'
import { saturation } from './modules/saturation'
import { stereo } from './modules/stereo'
import { toneCurve } from './modules/tone-curve'
import { transientShaper } from './modules/transient-shaper'

/** Every module, in signal order. Adding one = its folder and its line here. */
export const REGISTRY: readonly ModuleDescriptor[] = [
  declick,
  input,
  equaliser,
  dynamicEq,
  multiband,
  busCompressor,
  transientShaper,
  saturation,
  stereo,
  toneCurve,
  clipper,
  fades,
  limiter,
]

/** The descriptor of `id`, or undefined for a module this version does not know. */
export const descriptorOf = (id: string): ModuleDescriptor | undefined =>
  REGISTRY.find((descriptor) => descriptor.id === id)
