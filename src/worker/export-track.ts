import type { OpenServices } from '../codec/read/services'
import { type JobContext, portion } from '../core/job'
import { fail, type Outcome } from '../core/outcome'
import type { PcmStore } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import type { ExportedFile, ExportRequest } from '../engine/protocol'
import { deliverMaster } from '../mastering/deliver-master'
import { canDeliver } from '../mastering/delivery-rates'
import type { Executor } from '../mastering/render/executor'
import type { UpstreamCache } from '../mastering/render/upstream'
import { exportMaster } from './export-master'
import { finishedMaster, type TrackInUse } from './track-cache'
import type { WorkerPool } from './worker-pool'

interface ExportTrackServices {
  readonly kernels: Kernels
  readonly job: JobContext
  readonly executor: Executor
  readonly upstreams: UpstreamCache
  readonly pool?: WorkerPool | undefined
  readonly timeout: OpenServices['timeout']
  readonly newStore: (sampleRate: number, channelCount: number) => PcmStore
}

/** Share of the work, for progress, where the rate differs: rendering the delivery. */
const DELIVERED = 0.7

/**
 * The finished master as a checked file at the wanted rate: the very audio at the source's rate, its recipe
 * landed anew at any other. `track-gone` without a master, `sample-rate-unsupported` for a rate that
 * is not offered.
 */
export const exportTrack = async (
  track: Pick<TrackInUse, 'source' | 'master'>,
  request: ExportRequest,
  services: ExportTrackServices,
): Promise<Outcome<ExportedFile>> => {
  const { source } = track
  const master = track.master()
  if (!master) return fail('track-gone', 'no master yet')
  const { sampleRate } = request
  if (sampleRate === 'source' || sampleRate === source.sampleRate)
    return exportMaster(master, request, services)
  if (!canDeliver(source.sampleRate, sampleRate))
    return fail('sample-rate-unsupported', `${sampleRate} Hz`)
  const delivered = await deliverMaster(source, master.recipe, sampleRate, {
    ...services,
    job: portion(services.job, 0, DELIVERED),
    upstreams: services.upstreams,
  })
  return exportMaster(finishedMaster(delivered), request, {
    ...services,
    job: portion(services.job, DELIVERED, 1),
  })
}
