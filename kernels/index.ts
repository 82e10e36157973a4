// Every exported kernel. Pointers are bytes; audio is planar float32 unless a name says otherwise.

export { biquadMono, biquadStereo } from './biquad'
export {
  crestSteps,
  gainOfCut,
  largestOf,
  linkedPower,
  meanPower,
  multiply,
  sidechainFilter,
  smoothCut,
  staticCut,
} from './compressor'
export { quantise, quantiserStateBytes, quantiseShaped } from './dither'
export { dynamicBand } from './dynamic-band'
export { elementaryProbe } from './elementary'
export { complexMultiplyAdd, conjugateReverse, fft } from './fft'
export { applyGain, copyFrames, sanitise } from './level'
export {
  applyGains,
  framePeaks,
  intervalPeaks,
  limiterGain,
  requiredGain,
} from './limiter'
export { kWeightSquares } from './loudness'
export { heapBase } from './memory'
export { decodeMidSide, encodeMidSide, guardSide, mixThree } from './mid-side'
export { multiband } from './multiband'
export { offsetAndScale } from './offset'
export {
  accumulate,
  boundedCopy,
  clipResidual,
  halfbandDown,
  halfbandUp,
  mayExceed,
  splitPhases,
} from './oversample'
export {
  pack16,
  pack24,
  pack32,
  rescaleIntegers,
  swapBytes,
  unpack8,
  unpack16,
  unpack24,
  unpack32,
  unpackF32,
  unpackF64,
} from './pack'
export { resamplePairs, widenPairs } from './resample'
export { saturate } from './saturate'
export { addPowers, windowed } from './spectrum'
export { ceilingRuns, levelSums, widenRange } from './statistics'
export { shapeTransients } from './transient'
export { truePeakScan } from './true-peak'
