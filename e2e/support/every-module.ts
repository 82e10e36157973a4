import { must } from '../../bench/support/must'
import { withModule } from '../../src/chain/edit-recipe'
import { descriptorOf, REGISTRY } from '../../src/chain/registry'
import { DEFAULT_DELIVERY } from '../../src/delivery/settings'
import { nodeEngine } from '../../src/hosts/node/node-engine'
import { initialIntent } from '../../src/mastering/proposal/intent'
import { propose, recipeFrom } from '../../src/mastering/proposal/propose'

/** What each module is called on the page, in order. */
export const MODULE_LABELS: readonly string[] = REGISTRY.flatMap(
  ({ id }) => descriptorOf(id)?.label ?? [],
)

/** The master of a WAV file as 32-bit float, made in this Node process by one thread, with every module switched on. */
export const masterInNode = async (wav: Uint8Array): Promise<Uint8Array> => {
  const engine = nodeEngine()
  must(await engine.open('track', new File([Uint8Array.from(wav)], 'Same.wav'), null, {}))
  const analysis = must(await engine.analyse('track', {}))
  const proposed = recipeFrom(propose(analysis, initialIntent(analysis)))
  const recipe = REGISTRY.reduce((all, { id }) => withModule(all, id, { on: true }), proposed)
  must(await engine.master('track', recipe, {}))
  const request = { ...DEFAULT_DELIVERY, depth: '32f', dither: 'none' } as const
  const { file: blob } = must(await engine.export('track', request, {}, {}))
  return new Uint8Array(await blob.arrayBuffer())
}
