import { openPcm } from '../../core/open-pcm'
import type { MonitorAssignment } from '../../monitor/protocol/monitor-protocol'
import { serveMonitor } from '../../monitor/worker/monitor'
import { loadKernels } from './load-kernels'
import { openSwap } from './opfs-swap'
import { yieldToMessages } from './yield-to-messages'

const loading = loadKernels()

self.onmessage = async ({ data: { original, port } }: MessageEvent<MonitorAssignment>) => {
  const store = openPcm(original, await openSwap(original.swapName))
  serveMonitor(port, {
    kernels: await loading,
    original: () => store,
    later: (work) => void yieldToMessages().then(work),
  })
}
