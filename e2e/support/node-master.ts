import { createHash } from 'node:crypto'
import { withModule } from '../../src/chain/edit-recipe'
import { REGISTRY } from '../../src/chain/registry'
import type { Outcome } from '../../src/core/outcome'
import { nodeKernels } from '../../src/hosts/node/node-kernels'
import { initialIntent } from '../../src/mastering/proposal/intent'
import { propose } from '../../src/mastering/proposal/propose'
import { createEngineApi } from '../../src/worker/engine-api'

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.error.code)
  return outcome.value
}

/** The master of a WAV file as 32-bit float, made in this Node process by one thread, with every module switched on. */
export const masterInNode = async (wav: Uint8Array): Promise<Uint8Array> => {
  const api = createEngineApi(Promise.resolve(nodeKernels()), Promise.resolve())
  const quiet = (): void => {}
  must(await api.open(1, 'track', new File([Uint8Array.from(wav)], 'Same.wav'), quiet))
  const analysis = must(await api.analyse(2, 'track', quiet))
  const proposed = propose(analysis, initialIntent(analysis))
  const recipe = REGISTRY.reduce((all, { id }) => withModule(all, id, { on: true }), proposed)
  must(await api.master(3, 'track', recipe, quiet))
  const request = { format: 'wav-32f', dither: 'none', sampleRate: 'source' } as const
  const { blob } = must(await api.export(4, 'track', request, quiet))
  return new Uint8Array(await blob.arrayBuffer())
}
