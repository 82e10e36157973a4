import type { FormatCodec } from './format'
import type { FormatId } from './registry'

/**
 * How a format is written: `codec.ts` of its folder, which the contract suite demands of every format. Loads the
 * encoder. Apart from the registry, which the page holds too: the page writes nothing.
 */
export const loadCodec = async (id: FormatId): Promise<FormatCodec> => {
  const { codec }: { readonly codec: FormatCodec } = await import(`./${id}/codec.ts`)
  return codec
}
