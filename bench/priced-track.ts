import type { Recipe } from '../src/chain/recipe'
import type { InThreadEngine } from '../src/engine/in-thread'
import type { LoudnessPrice } from '../src/mastering/price/loudness-price'
import { propose, recipeFrom } from '../src/mastering/proposal/propose'
import { must } from './support/must'

/** A track whose price can be asked, in Node or the page. */
export interface PricedTrack {
  readonly recipe: Recipe
  readonly seconds: number
  /** By the models alone, or `measured`. */
  price(measured: boolean): Promise<LoudnessPrice>
}

export const TRACK = 'track'
/** The master that is there when the page asks for the price. */
const FIRST_LUFS = -14

/** Opens, analyses and masters a file as the page does. */
export const openPriced = async (
  engine: InThreadEngine<File, Blob>,
  file: File,
  styleId: string,
): Promise<PricedTrack> => {
  const { facts } = must(await engine.open(TRACK, file, null, {}))
  const analysis = must(await engine.analyse(TRACK, {}))
  const intent = { destinationId: 'custom', styleId, intensityPercent: 100, ceilingDbtp: -1 }
  const recipe = recipeFrom(propose(analysis, { ...intent, targetLufs: FIRST_LUFS }))
  must(await engine.master(TRACK, recipe, {}))
  return {
    recipe,
    seconds: facts.lengthFrames / facts.sampleRate,
    price: async (measured) => {
      const price = must(await engine.price(TRACK, recipe, measured, null, {}))
      if (!price) throw new Error('no price')
      return price
    },
  }
}
