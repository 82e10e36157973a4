import { parsePlaces } from '../chain/places'

/** "1 place", "3 places". */
export const countWords = (count: number): string => `${count} ${count === 1 ? 'place' : 'places'}`

/** How many places a recipe's text of them holds: "3 places"; "none". */
export const placesWords = (text: string): string => {
  const { length } = parsePlaces(text)
  return length === 0 ? 'none' : countWords(length)
}
