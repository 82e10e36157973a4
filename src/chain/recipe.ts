import type { Landing, ModuleSettings } from './descriptor'

export const RECIPE_VERSION = 1

/**
 * The whole mastering decision as plain JSON. Same audio + same recipe + same version = the same bytes.
 * `landing` holds what the solver found; everything else is what the user (or a style) decided.
 */
export interface Recipe {
  readonly version: typeof RECIPE_VERSION
  readonly destinationId: string
  /** LUFS, integrated. */
  readonly targetLufs: number
  readonly style: { readonly id: string; readonly intensityPercent: number }
  /** In signal order; every registered module once. */
  readonly modules: readonly ModuleSettings[]
  readonly landing: Landing
}
