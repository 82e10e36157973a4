import { expose, transfer } from 'comlink'
import { measurementsOf } from '../../mastering/render/executor'
import { holdLivenessLock } from './hold-liveness-lock'
import { loadKernels } from './load-kernels'
import { createPoolWorkerApi } from './pool-worker'

const api = createPoolWorkerApi(loadKernels(), holdLivenessLock(self.name))

expose({
  ...api,
  work: async (...plan: Parameters<typeof api.work>) => {
    const result = await api.work(...plan)
    const found = result.measurements.map(([, measurement]) => measurement)
    // What grows with the track goes over, and is not copied.
    const envelopes = measurementsOf(found, 'envelope')
    return transfer(
      result,
      envelopes.flatMap(({ energy, peak }) => [energy.buffer, peak.buffer] as ArrayBuffer[]),
    )
  },
})
