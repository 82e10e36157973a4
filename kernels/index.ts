// Every exported kernel. Pointers are bytes; audio is planar float32 unless a name says otherwise.

export { applyGain, sanitise } from './level'
export {
  applyGains,
  copyFrames,
  framePeaks,
  intervalPeaks,
  limiterGain,
  requiredGain,
} from './limiter'
export { heapBase } from './memory'
export { resamplePairs, widenPairs } from './resample'
