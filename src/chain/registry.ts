import type { ChainModule, ModuleDescriptor } from './descriptor'
import { busCompressor, busCompressorDescriptor } from './modules/bus-compressor'
import { clipper, clipperDescriptor } from './modules/clipper'
import { declick, declickDescriptor } from './modules/declick'
import { dynamicEq, dynamicEqDescriptor } from './modules/dynamic-eq'
import { equaliser, equaliserDescriptor } from './modules/equaliser'
import { fades, fadesDescriptor } from './modules/fades'
import { input, inputDescriptor } from './modules/input'
import { limiter, limiterDescriptor } from './modules/limiter'
import { multiband, multibandDescriptor } from './modules/multiband'
import { saturation, saturationDescriptor } from './modules/saturation'
import { stereo, stereoDescriptor } from './modules/stereo'
import { toneCurve, toneCurveDescriptor } from './modules/tone-curve'
import { transientShaper, transientShaperDescriptor } from './modules/transient-shaper'

/** Every module, in signal order. Adding one = its folder and its lines here. */
export const REGISTRY: readonly ModuleDescriptor[] = [
  declickDescriptor,
  inputDescriptor,
  equaliserDescriptor,
  dynamicEqDescriptor,
  multibandDescriptor,
  busCompressorDescriptor,
  transientShaperDescriptor,
  saturationDescriptor,
  stereoDescriptor,
  toneCurveDescriptor,
  clipperDescriptor,
  fadesDescriptor,
  limiterDescriptor,
]

/** The same with their processors. Nothing that a page draws may ask for them: they bring the DSP along. */
export const MODULES: readonly ChainModule[] = [
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
