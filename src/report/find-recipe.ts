import { type ParsedRecipe, parseRecipe } from '../chain/parse-recipe'
import { CUSTOM_ID, destinationOf } from '../mastering/proposal/destinations'
import { styleOf } from '../mastering/proposal/styles'
import { unescaped } from './markup'
import { DATA_END, DATA_START } from './report-data'

/** Longer texts are no report: one of an hour is a few hundred kilobytes. */
export const MOST_REPORT_BYTES = 8 * 1024 * 1024

export type FoundRecipe = ParsedRecipe

const NONE: FoundRecipe = { ok: false, reason: 'not-a-recipe' }

/** Whether a text begins as a report or a recipe does: as JSON, or as a page. */
export const mayHoldRecipe = (head: string): boolean =>
  /^\uFEFF?\s*(?:\{|<!doctype html|<html)/i.test(head)

/**
 * The recipe in a text that may come from anywhere: a recipe, a report as data or as a page, or the command line's results, of
 * which the first counts. Checked part by part; a destination or a style that this version does not know becomes the
 * custom one or the first. Never throws.
 */
export const findRecipe = (text: string): FoundRecipe => {
  if (text.length > MOST_REPORT_BYTES) return NONE
  try {
    const found = parseRecipe(recipeIn(JSON.parse(dataIn(text))))
    if (!found.ok) return found
    const { destinationId, style } = found.recipe
    const recipe = {
      ...found.recipe,
      destinationId: destinationOf(destinationId)?.id ?? CUSTOM_ID,
      style: { ...style, id: styleOf(style.id).id },
    }
    return { ...found, recipe }
  } catch {
    return NONE
  }
}

/** The JSON of a text: all of it, or what stands in a report's page. */
const dataIn = (text: string): string => {
  const start = text.indexOf(DATA_START)
  if (start < 0) return text.replace(/^\uFEFF/, '')
  const from = start + DATA_START.length
  return unescaped(text.slice(from, text.indexOf(DATA_END, from)))
}

const recipeIn = (data: unknown): unknown => {
  const { recipe, files } = data as { readonly recipe?: unknown; readonly files?: unknown }
  if (recipe !== undefined) return recipe
  if (!Array.isArray(files)) return data
  return files.find((file) => file?.recipe !== undefined)?.recipe
}
