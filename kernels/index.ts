// Every exported kernel. Pointers are bytes; audio is planar float32 unless a name says otherwise.

export { alacMix, alacPredict, alacRestore, alacSum, alacUnmix } from './alac-predict'
export { alacJoinLowBits, alacReadResiduals } from './alac-read'
export { alacLowBits, alacResiduals } from './alac-write'
export { allowedPeak, largestMagnitude } from './allowed-peak'
export { crestSteps, smoothReduction } from './ballistics'
export { biquadMono, biquadStereo } from './biquad'
export { cancellingBasis, shapeKernel } from './cancelling-kernel'
export { circleProbe } from './cosine'
export { decimate } from './decimate'
export { detectFrame } from './detection'
export { quantise, quantiserStateBytes, quantiseShaped } from './dither'
export { dynamicBand } from './dynamic-band'
export { exciteBands, hearFrame, spreadBands } from './ear'
export { compareHeard, noiseBands, noiseToMask } from './ear-comparison'
export { elementaryProbe } from './elementary'
export { complexMultiplyAdd, conjugateReverse, fft } from './fft'
export { fftTwiddles, hannWindow } from './fft-tables'
export { interpolateFour, interpolateLine } from './fourfold-wave'
export { gainComputer, gainOfReduction } from './gain-curve'
export { gridRuns } from './grid-runs'
export { harmonicStructure } from './harmonic-structure'
export { largestBends, nextStandingOut } from './largest-bends'
export { applyGain, copyFrames, isOver, largestOf, multiply, sanitise } from './level'
export { applyGains, heldGain, isUnity, smallerGains, smoothGain } from './limiter'
export { framePeaks, intervalPeaks } from './limiter-detector'
export { largerGains, linkedGains, requiredGain } from './linked-gains'
export { kWeightHops, kWeightSquares } from './loudness'
export { applyLowGains, lowBand, lowBandRequired, onsetWeights } from './low-band'
export { lowEnvelopes, lowRequired } from './low-hold'
export { maskedAmplitudes, maskedPowers, noiseOverMask, stereoBandPowers } from './masking'
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
export { pack16, pack24, pack32 } from './pack'
export { addSolved, solvePeaks } from './peak-solver'
export { resamplePairs, widenPairs } from './resample'
export { blockLevels, plateaus, usedBits, zeroRuns } from './samples'
export { saturate } from './saturate'
export { linkedPower, meanPower, sidechainFilter } from './side-chain'
export {
  addPowers,
  crossSpectra,
  pairDecibels,
  runningSums,
  splitPowers,
  sumOfSquares,
  windowed,
  windowedChange,
} from './spectrum'
export { ceilingRuns, levelSums, widenRanges } from './statistics'
export { swapBytes } from './swap-bytes'
export { shapeTransients } from './transient'
export { truePeakScan } from './true-peak'
export { rescaleIntegers, unpackF32, unpackF64 } from './unpack-floats'
export { unpack8, unpack16, unpack24, unpack32 } from './unpack-integers'
