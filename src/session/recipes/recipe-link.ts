import { recipeToJson } from '../../chain/parse-recipe'
import type { Recipe } from '../../chain/recipe'
import { type FoundRecipe, findRecipe } from '../../report/find-recipe'

/** What stands before a recipe in an address. */
const START = '#recipe='
/** Characters of a fragment: a recipe takes about two thousand. */
const MOST_CHARACTERS = 64 * 1024
/** Bytes that a fragment may unpack to. */
const MOST_BYTES = 512 * 1024

/** Whether an address's fragment says that it holds a recipe. */
export const isRecipeLink = (fragment: string): boolean => fragment.startsWith(START)

/** A recipe as the fragment of an address: its JSON, deflated (RFC 1951), as base64url (RFC 4648, section 5). */
export const recipeFragment = async (recipe: Recipe): Promise<string> => {
  const packed = new Blob([recipeToJson(recipe)])
    .stream()
    .pipeThrough(new CompressionStream('deflate-raw'))
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer())
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  const base64 = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  return `${START}${base64}`
}

/** The recipe of a fragment that may come from anywhere. Never rejects, and unpacks no more than a recipe can be. */
export const recipeOfFragment = async (fragment: string): Promise<FoundRecipe> => {
  const none: FoundRecipe = { ok: false, reason: 'not-a-recipe' }
  if (!isRecipeLink(fragment) || fragment.length > MOST_CHARACTERS) return none
  try {
    const base64 = fragment.slice(START.length).replaceAll('-', '+').replaceAll('_', '/')
    const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    return findRecipe(await unpacked(packed))
  } catch {
    return none
  }
}

const unpacked = async (packed: Uint8Array<ArrayBuffer>): Promise<string> => {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = stream.getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.length
    if (bytes > MOST_BYTES) {
      await reader.cancel()
      throw new Error('more than a recipe')
    }
    text += decoder.decode(value, { stream: true })
  }
}
