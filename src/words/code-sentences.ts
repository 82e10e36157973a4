import { parseBarcode, parseIsrc } from '../core/codes'
import type { TextTags } from '../core/tags'

/** What is wrong with a track's codes, a sentence each; they are written as they are all the same. */
export const codeSentences = ({ isrc, barcode }: TextTags): readonly string[] => {
  const sentences: string[] = []
  if (isrc?.trim() && !parseIsrc(isrc))
    sentences.push(
      'This is no ISRC: it has two letters, three letters or digits, then seven digits. Look it up before you deliver.',
    )
  if (!barcode?.trim()) return sentences
  const parsed = parseBarcode(barcode)
  if (parsed.status === 'not-a-barcode')
    sentences.push('A UPC has 12 digits, an EAN 13. Look it up before you deliver.')
  if (parsed.status === 'wrong-check-digit')
    sentences.push(
      `The last digit of this UPC would be ${parsed.expected}: one of them is mistyped. Look it up before you deliver.`,
    )
  return sentences
}
