import type { Analysis } from '../../analysis/analysis'
import { isFound } from '../../analysis/findings/finding'
import type { RecipeMatch } from '../../chain/match'
import type { Recipe } from '../../chain/recipe'
import { DEFAULT_DESTINATION_ID, DESTINATIONS, destinationOf } from './destinations'
import { CLEAN_ID, DEFAULT_INTENSITY_PERCENT, DEFAULT_STYLE_ID, styleOf } from './styles'

/** What the user wants, before it is resolved into a recipe of plain numbers. */
export interface Intent {
  readonly destinationId: string
  /** LUFS, integrated. */
  readonly targetLufs: number
  readonly ceilingDbtp: number
  /** null or absent: reach the target; else stop where the damage would grade below this. */
  readonly leastGrade?: number | null
  readonly styleId: string
  /** 0…100; 0 = Clean. */
  readonly intensityPercent: number
  /** How much is done (see approaches); absent: Balanced. */
  readonly approachId?: string
  /** What references came to; null or absent: none is followed. */
  readonly match?: RecipeMatch | null
}

/** What a recipe was made for. */
export const intentOf = (recipe: Recipe): Intent => ({
  destinationId: recipe.destinationId,
  targetLufs: recipe.targetLufs,
  ceilingDbtp: recipe.landing.ceilingDbtp,
  leastGrade: recipe.leastGrade,
  styleId: recipe.style.id,
  intensityPercent: recipe.style.intensityPercent,
  approachId: recipe.approachId,
  match: recipe.match,
})

/** Is anything but level and ceiling wanted? Clean, and any style at no intensity, change nothing else. */
export const changesSound = ({ styleId, intensityPercent }: Intent): boolean =>
  intensityPercent > 0 && styleOf(styleId).id !== CLEAN_ID

/**
 * The intent a track starts with: Spotify, and Balanced at half intensity; level and ceiling only
 * for what is already mastered (sources: bounds).
 */
export const initialIntent = (analysis: Analysis): Intent => {
  const { id, targetLufs, ceilingDbtp } = destinationOf(DEFAULT_DESTINATION_ID) ?? DESTINATIONS[0]
  const mastered = isFound(analysis, 'already-mastered')
  return {
    destinationId: id,
    targetLufs,
    ceilingDbtp,
    leastGrade: null,
    styleId: mastered ? CLEAN_ID : DEFAULT_STYLE_ID,
    intensityPercent: DEFAULT_INTENSITY_PERCENT,
  }
}
