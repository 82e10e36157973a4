import type { OpenServices } from '../codec/read/services'
import { portion } from '../core/job'
import { fail, type Outcome } from '../core/outcome'
import type { PcmReader } from '../core/pcm-store'
import type { ExportedFile, ExportRequest } from '../engine/export-request'
import { type FinishedMaster, finishedMaster } from '../engine/track-cache'
import type { WorkerPool } from '../hosts/worker/worker-pool'
import { deliverMaster } from '../mastering/deliver-master'
import { canDeliver } from '../mastering/delivery-rates'
import type { RenderServices } from '../mastering/render/upstream'
import { exportMaster } from './export-master'

interface ExportTrackServices extends RenderServices {
  readonly pool?: WorkerPool | undefined
  readonly timeout: OpenServices['timeout']
}

/** Share of the work, for progress, where the rate differs: rendering the delivery. */
const DELIVERED = 0.7

/**
 * The finished master as a checked file at the wanted rate: the very audio at the source's rate, its recipe
 * landed anew at any other. `track-gone` without a master, `sample-rate-unsupported` for a rate that
 * is not offered.
 */
export const exportTrack = async (
  { source, master }: { readonly source: PcmReader; readonly master: FinishedMaster | null },
  request: ExportRequest,
  services: ExportTrackServices,
): Promise<Outcome<ExportedFile<Blob>>> => {
  if (!master) return fail('track-gone', 'no master yet')
  const { sampleRate } = request
  if (sampleRate === 'source' || sampleRate === source.sampleRate)
    return exportMaster(master, request, services)
  if (!canDeliver(source.sampleRate, sampleRate))
    return fail('sample-rate-unsupported', `${sampleRate} Hz`)
  const delivered = await deliverMaster(source, master.recipe, sampleRate, {
    ...services,
    job: portion(services.job, 0, DELIVERED),
  })
  return exportMaster(finishedMaster(delivered), request, {
    ...services,
    job: portion(services.job, DELIVERED, 1),
  })
}
