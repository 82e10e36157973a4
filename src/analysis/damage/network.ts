/** The model output variables of the basic version, in the order in which its network takes them. */
export interface OutputVariables {
  /** Bins of 23.4 Hz. */
  readonly bandwidthOriginal: number
  readonly bandwidthAltered: number
  readonly noiseToMaskDb: number
  readonly windowedModulationDifference: number
  /** Average distorted block: log10 of steps above threshold. */
  readonly distortedBlock: number
  readonly harmonicStructure: number
  readonly modulationDifference1: number
  readonly modulationDifference2: number
  readonly noiseLoudness: number
  /** Maximum filtered probability of detection. */
  readonly detection: number
  /** Share of frames with noise over the mask, 0…1. */
  readonly distortedFrames: number
}

const ORDER = [
  'bandwidthOriginal',
  'bandwidthAltered',
  'noiseToMaskDb',
  'windowedModulationDifference',
  'distortedBlock',
  'harmonicStructure',
  'modulationDifference1',
  'modulationDifference2',
  'noiseLoudness',
  'detection',
  'distortedFrames',
] as const satisfies readonly (keyof OutputVariables)[]

/** BS.1387-1, tables of the basic version: smallest and largest value of each variable … */
const SMALLEST = [
  393.916656, 361.965332, -24.045116, 1.110661, -0.206623, 0.074318, 1.113683, 0.950345, 0.029985,
  0.000101, 0,
]
const LARGEST = [
  921, 881.131226, 16.21203, 107.137772, 2.886017, 13.933351, 63.257874, 1145.018555, 14.81974, 1,
  1,
]
/** The narrowest sound that the network has learnt from: what it takes a sound for that is narrower, and that it knows nothing of. */
export const NARROWEST = { original: SMALLEST[0] ?? 0, altered: SMALLEST[1] ?? 0 } as const
/** … weights from the inputs to three hidden nodes, and their offsets … */
const HIDDEN = [
  [-0.502657, 0.436333, 1.219602],
  [4.307481, 3.246017, 1.123743],
  [4.984241, -2.211189, -0.192096],
  [0.051056, -1.762424, 4.331315],
  [2.32158, 1.789971, -0.75456],
  [-5.303901, -3.452257, -10.814982],
  [2.730991, -6.111805, 1.519223],
  [0.62495, -1.331523, -5.955151],
  [3.102889, 0.87126, -5.922878],
  [-1.051468, -0.939882, -0.142913],
  [-1.804679, -0.50361, -0.620456],
] as const
const HIDDEN_OFFSET = [-2.518254, 0.654841, -2.207228] as const
/** … from these to the distortion index, … */
const OUTPUT = [-3.817048, 4.107138, 4.629582] as const
const OUTPUT_OFFSET = -0.307594
/** … and the range of the grade. */
const WORST_GRADE = -3.98
const BEST_GRADE = 0.22

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** The objective difference grade: 0 and a little above = imperceptible, −4 = very annoying. */
export const objectiveDifferenceGrade = (variables: OutputVariables): number => {
  const inputs = ORDER.map((key, at) => {
    const least = SMALLEST[at] ?? 0
    return (variables[key] - least) / ((LARGEST[at] ?? 1) - least)
  })
  const index = HIDDEN_OFFSET.reduce((sum, offset, node) => {
    const input = inputs.reduce((x, value, at) => x + value * (HIDDEN[at]?.[node] ?? 0), offset)
    return sum + (OUTPUT[node] ?? 0) * sigmoid(input)
  }, OUTPUT_OFFSET)
  return WORST_GRADE + (BEST_GRADE - WORST_GRADE) * sigmoid(index)
}
