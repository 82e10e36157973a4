import { choiceSpec, numberSpec } from '../../spec'
/** Ranges after the reference's 3.3: a bus wants ratio 1.2…2.5, attack 10…50 ms, at most 3 dB. */
export const PARAMETERS = [
  numberSpec('thresholdDb', 'Threshold', 'dB', {
    min: -60,
    max: 0,
    default: -18,
    step: 0.5,
    decimals: 1,
  }),
  numberSpec('ratio', 'Ratio', ':1', {
    min: 1,
    max: 10,
    default: 1.8,
    step: 0.1,
    scale: 'log',
    decimals: 1,
  }),
  numberSpec('kneeDb', 'Knee', 'dB', { min: 0, max: 24, default: 6, step: 0.5, decimals: 1 }),
  numberSpec('attackMs', 'Attack', 'ms', {
    min: 0.1,
    max: 100,
    default: 30,
    scale: 'log',
    decimals: 1,
  }),
  numberSpec('releaseMs', 'Release', 'ms', {
    min: 20,
    max: 2000,
    default: 150,
    step: 5,
    scale: 'log',
  }),
  choiceSpec(
    'ballistics',
    'Ballistics',
    [
      ['manual', 'Manual'],
      ['auto', 'Automatic'],
    ],
    'manual',
  ),
  choiceSpec(
    'releaseMode',
    'Release mode',
    [
      ['program', 'Program-dependent'],
      ['fixed', 'Fixed'],
    ],
    'program',
  ),
  choiceSpec(
    'detector',
    'Detector',
    [
      ['rms', 'RMS'],
      ['peak', 'Peak'],
    ],
    'rms',
  ),
  choiceSpec(
    'smoothing',
    'Smoothing',
    [
      ['branching', 'Branching'],
      ['decoupled', 'Decoupled'],
    ],
    'branching',
  ),
  choiceSpec(
    'link',
    'Channel link',
    [
      ['max', 'Louder channel'],
      ['power', 'Sum of powers'],
    ],
    'max',
  ),
  numberSpec('sidechainHighPassHz', 'Side-chain high-pass', 'Hz', {
    min: 20,
    max: 200,
    default: 80,
    scale: 'log',
  }),
  numberSpec('makeupDb', 'Make-up', 'dB', {
    min: -12,
    max: 12,
    default: 0,
    step: 0.1,
    decimals: 1,
  }),
  numberSpec('mixPercent', 'Mix', '%', { min: 0, max: 100, default: 100 }),
] as const
