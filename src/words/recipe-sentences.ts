import { capitalised } from './format'

/** How sentences call a recipe that stands in the page's address. */
export const RECIPE_LINK_NAME = 'the link'

/** A recipe from elsewhere is in use. */
export const appliedRecipeSentence = (from: string, trackName: string): string =>
  `The recipe of ${from} is used on “${trackName}”. Undo brings back what was there.`

/** … and is kept until there is a track. */
export const waitingRecipeSentence = (from: string): string =>
  `The recipe of ${from} waits for a track: open an audio file, and it is used on it.`

/** What came is no recipe, or none that this version can read. */
export const noRecipeSentence = (from: string, reason: 'not-a-recipe' | 'newer-version'): string =>
  reason === 'newer-version'
    ? `The recipe of ${from} was made by a newer TrackMaster. Reload the page to get its newest version, and try again.`
    : `${capitalised(from)} holds no recipe that TrackMaster can read. Open a report or a recipe that it saved, or an audio file.`
