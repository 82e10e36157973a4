import { extname } from 'node:path'
import { parseBarcode, parseIsrc } from '../core/codes'
import { TEXT_TAGS, type TextTags } from '../core/tags'
import { FORMATS, type FormatId, formatOf } from '../delivery/formats/registry'

/** By its name, or by how the output ends; both must fit. An .m4a is AAC unless ALAC is named. */
export const formatFor = (named: string | undefined, output: string | undefined): FormatId => {
  const ending = extname(output ?? '').toLowerCase()
  const fits = FORMATS.map(({ id }) => id).filter((id) => endingsOf(id).includes(ending))
  const usual = fits.includes('aac') ? 'aac' : fits[0]
  if (named === undefined) return usual ?? FORMATS[0].id
  const format = oneOf('format', named, ids(FORMATS))
  if (usual !== undefined && !fits.includes(format))
    throw new Error(
      `“${output}” ends as ${formatOf(usual).label} does, but --format is ${format}. Leave one of them out.`,
    )
  return format
}

const endingsOf = (id: FormatId): readonly string[] => [
  `.${formatOf(id).extension}`,
  ...(OTHER_ENDINGS[id] ?? []),
]

const OTHER_ENDINGS: Partial<Record<FormatId, readonly string[]>> = {
  wav: ['.wave'],
  aiff: ['.aif'],
  vorbis: ['.oga'],
}

/** `title=A new name`, field by field. */
export const tagsOf = (pairs: readonly string[]): TextTags =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 0) throw new Error(`--tag takes NAME=TEXT, not “${pair}”.`)
      const [name, text] = [oneOf('tag', pair.slice(0, at), TEXT_TAGS), pair.slice(at + 1)]
      if (name === 'isrc' && text !== '' && parseIsrc(text) === null)
        throw new Error(`“${text}” is no ISRC: those are like DE-ABC-26-00001.`)
      if (name === 'barcode' && text !== '' && parseBarcode(text).status !== 'valid')
        throw new Error(
          `“${text}” is no UPC or EAN: 12 or 13 digits, the last of which checks the others.`,
        )
      return [name, text]
    }),
  )

/** Of all in a list. */
export const ids = <Id extends string>(list: readonly { readonly id: Id }[]): readonly Id[] =>
  list.map(({ id }) => id)

/** One of the choices; throws a sentence for anything else. */
export const oneOf = <T extends string>(name: string, value: string, choices: readonly T[]): T => {
  const found = choices.find((choice) => choice === value)
  if (found === undefined)
    throw new Error(`--${name} cannot be “${value}”. There are: ${choices.join(', ')}.`)
  return found
}

/** A number in a range, null where none was given; throws a sentence for anything else. */
export const within = (
  name: string,
  text: string | undefined,
  { min, max }: { readonly min: number; readonly max: number },
): number | null => {
  if (text === undefined) return null
  const value = Number(text)
  if (text.trim() === '' || !(value >= min && value <= max))
    throw new Error(`--${name} takes a number from ${min} to ${max}, not “${text}”.`)
  return value
}
