import { expect, it } from 'vitest'
import { memorySource } from '../core/byte-source'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { nodeKernels } from '../hosts/node/node-kernels'
import { inspect } from './inspect'

it('a source that changed or vanished since it was opened is a failure as data, not a bug', async () => {
  const vanished = {
    name: 'song.wav',
    sizeBytes: 1000,
    read: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
  }
  const services = {
    kernels: await nodeKernels(),
    job: detachedJob,
    timeout: <T>(promise: Promise<T>) => promise,
  }
  const audio = new MemoryPcmStore(44_100, 2, false)
  const track = { source: audio, bitDepth: 16, master: null }
  const result = await inspect(track, vanished, memorySource(new Uint8Array(0)), '24', services)
  expect(result).toMatchObject({ ok: false, error: { code: 'file-unreadable' } })
})
