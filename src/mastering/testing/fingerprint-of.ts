import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { measureFingerprint } from '../../analysis/fingerprint/measure-fingerprint'
import { analyse } from '../../analysis/testing/analyse'
import { detachedJob } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'

const kernels = nodeKernels()

/** The fingerprint of audio that is called "x". */
export const fingerprintOf = async (reader: PcmReader): Promise<Fingerprint> => {
  const analysis = await analyse(reader, kernels, detachedJob)
  const about = { name: 'x', date: '2026-11-28' }
  return measureFingerprint(reader, analysis, about, kernels, detachedJob)
}
