import { Chain } from '../chain'
import type { Recipe } from '../recipe'
import type { Bench } from './run-module'

/** The chain of a recipe as it stands. */
export const chainOfRecipe = ({ modules, landing }: Recipe, bench: Bench): Chain =>
  new Chain({ lengthFrames: Number.POSITIVE_INFINITY, ...bench, modules, landing })
