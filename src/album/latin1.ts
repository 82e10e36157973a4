/** Typographic signs that ISO 8859-1 lacks, as the plain ones that typewriters have for them: the words stay the same. */
const PLAIN_SIGNS: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′]/g, "'"],
  [/[“”„‟″]/g, '"'],
  [/[‐‑‒–—―−]/g, '-'],
  [/…/g, '...'],
  [/[\u2002-\u200A\u202F]/g, ' '],
  [/[\u200B-\u200D\u2060\uFEFF]/g, ''],
]

/** Letters that are no plain one with a mark on it (Unicode takes those apart by itself). */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  œ: 'oe',
  Œ: 'OE',
}

/** The text with plain quotes, dashes and blanks, its letters in one piece each: what a person would type for it. */
export const withPlainSigns = (text: string): string =>
  PLAIN_SIGNS.reduce((plain, [signs, sign]) => plain.replace(signs, sign), text.normalize('NFC'))

/** The text in ISO 8859-1, typographic signs as plain ones; null when it has a character that is not in it, or a control character. */
export const latin1Of = (text: string): Uint8Array<ArrayBuffer> | null => {
  const codes = [...withPlainSigns(text)].map((character) => character.codePointAt(0) ?? 0)
  return codes.every(isLatin1) ? Uint8Array.from(codes) : null
}

/** What could stand for a text that ISO 8859-1 lacks letters of: the same letters without their marks; null: nothing that is that near. */
export const latin1Proposal = (text: string): string | null => {
  const proposal = [...withPlainSigns(text)]
    .map((character) =>
      isLatin1(character.codePointAt(0) ?? 0)
        ? character
        : (PLAIN_LETTERS[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '')),
    )
    .join('')
  return latin1Of(proposal) ? proposal : null
}

const isLatin1 = (code: number): boolean =>
  (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0x100)
