/** Every expected failure. `features/messages` turns each into one sentence and a next step. */
export const ERROR_CODES = [
  'cancelled',
  'file-empty',
  'file-unreadable',
  'format-unknown',
  'format-unsupported',
  'codec-missing',
  'codec-timeout',
  'header-truncated',
  'structure-damaged',
  'no-audio',
  'too-many-channels',
  'sample-rate-unsupported',
  'out-of-memory',
  'track-too-long',
  'track-gone',
  'worker-lost',
  'simd-missing',
  'export-mismatch',
  'codec-too-coarse',
  'encoder-failed',
  'file-too-long',
  'storage-full',
  'internal',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]
