import type { Recipe } from '../../chain/recipe'
import type { TrackId } from '../../core/track'
import { findRecipe, MOST_REPORT_BYTES, mayHoldRecipe } from '../../report/find-recipe'
import { selectedTrack } from '../../store/select'
import type { Studio } from '../../store/studio'
import {
  appliedRecipeSentence,
  noRecipeSentence,
  RECIPE_LINK_NAME,
  waitingRecipeSentence,
} from '../../words/recipe-sentences'
import { isAudioName } from '../../words/track-names'
import type { Editing } from '../tracks/editing'
import { isRecipeLink, recipeFragment, recipeOfFragment } from './recipe-link'

/** Recipes that come from a report, a file or a link. */
export interface SharedRecipes {
  /** Takes the recipe of an address's fragment; anything else is left alone. */
  openLink(fragment: string): Promise<void>
  /** The address that opens this page with the recipe of a track: as rendered where its master is up to date. null: it has none yet. */
  linkOf(track: TrackId): Promise<string | null>
}

interface SharedRecipesInside extends SharedRecipes {
  /** Uses the recipes among the files; answers the others, in their order. */
  takeFrom(files: readonly File[]): Promise<readonly File[]>
  dispose(): void
}

/** Bytes that tell a report from anything else. */
const HEAD_BYTES = 512

/** Files that may hold a recipe: small, and not named as audio is. */
export const mayBeReport = ({ name, size }: File): boolean =>
  !isAudioName(name) && size <= MOST_REPORT_BYTES

/** Uses recipes from files and links on the selected track, or on the first that is opened. */
export const createSharedRecipes = (studio: Studio, editing: Editing): SharedRecipesInside => {
  /** Came before there was a track to use it on. */
  let waiting: { readonly recipe: Recipe; readonly from: string } | null = null
  let lastEdit = 0

  const use = (recipe: Recipe, from: string): void => {
    const track = selectedTrack(studio.getState())
    if (!track || !studio.getState().recipes[track.id]) {
      waiting = { recipe, from }
      if (!track) studio.notify('note', waitingRecipeSentence(from))
      return
    }
    waiting = null
    lastEdit += 1
    // Each is a step of its own, whatever came before it.
    editing.edit(track.id, `shared recipe ${lastEdit}`, () => recipe)
    studio.notify('note', appliedRecipeSentence(from, track.name))
    forgetLink()
  }

  const stopFollowing = studio.subscribe((state, before) => {
    const changed = state.recipes !== before.recipes || state.selectedId !== before.selectedId
    const track = changed && waiting ? selectedTrack(state) : undefined
    if (waiting && track && state.recipes[track.id]) use(waiting.recipe, waiting.from)
  })

  return {
    async takeFrom(files) {
      const others: File[] = []
      for (const file of files) {
        const isReport =
          mayBeReport(file) &&
          mayHoldRecipe(
            await file
              .slice(0, HEAD_BYTES)
              .text()
              .catch(() => ''),
          )
        if (!isReport) {
          others.push(file)
          continue
        }
        const found = findRecipe(await file.text().catch(() => ''))
        if (found.ok) use(found.recipe, `“${file.name}”`)
        else studio.notify('error', noRecipeSentence(`“${file.name}”`, found.reason))
      }
      return others
    },
    async openLink(fragment) {
      if (!isRecipeLink(fragment)) return
      const found = await recipeOfFragment(fragment)
      if (found.ok) use(found.recipe, RECIPE_LINK_NAME)
      else {
        forgetLink()
        studio.notify('error', noRecipeSentence(RECIPE_LINK_NAME, found.reason))
      }
    },
    async linkOf(id) {
      const wanted = studio.getState().recipes[id]?.present
      const master = studio.trackOf(id)?.master
      const recipe = master && master.madeFrom === wanted ? master.recipe : wanted
      if (!recipe) return null
      const { origin, pathname } = location
      return `${origin}${pathname}${await recipeFragment(recipe)}`
    },
    dispose: stopFollowing,
  }
}

/** Once it is used, a reload goes on with the work and not with the link. */
const forgetLink = (): void => {
  if (typeof location !== 'undefined' && isRecipeLink(location.hash))
    history.replaceState(history.state, '', location.pathname + location.search)
}
