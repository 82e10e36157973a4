import { Chain } from '../chain'
import type { Recipe } from '../recipe'
import type { Bench } from './run-module'

/** The chain of a recipe as it stands. */
export const chainOfRecipe = ({ modules, landing }: Recipe, bench: Bench): Chain =>
  new Chain({ ...bench, modules, landing })
