/** International Standard Recording Code, as the ISRC Bulletin 2015/01 writes it: no country list, for prefixes such as QM exist. */
const ISRC = /^[A-Z]{2}[A-Z0-9]{3}[0-9]{7}$/

/** An ISRC without hyphens and blanks, in capitals; null for what is none. */
export const parseIsrc = (text: string): string | null => {
  const code = text.replace(/[\s-]/g, '').toUpperCase()
  return ISRC.test(code) ? code : null
}

/** GS1 check digit: weights 1, 3, 1, 3 … over the first twelve digits. */
const checkDigit = (firstTwelve: string): number => {
  const sum = [...firstTwelve].reduce(
    (total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1),
    0,
  )
  return (10 - (sum % 10)) % 10
}

export type Barcode =
  /** Thirteen digits: a UPC-A is an EAN-13 that begins with 0. */
  | { readonly status: 'valid'; readonly ean13: string }
  /** Thirteen digits whose last one should be `expected`. */
  | { readonly status: 'wrong-check-digit'; readonly ean13: string; readonly expected: number }
  | { readonly status: 'not-a-barcode' }

/** A UPC-A (12 digits) or EAN-13 (13), blanks and hyphens aside. */
export const parseBarcode = (text: string): Barcode => {
  const digits = text.replace(/[\s-]/g, '')
  if (!/^\d{12,13}$/.test(digits)) return { status: 'not-a-barcode' }
  const ean13 = digits.padStart(13, '0')
  const expected = checkDigit(ean13.slice(0, 12))
  return Number(ean13[12]) === expected
    ? { status: 'valid', ean13 }
    : { status: 'wrong-check-digit', ean13, expected }
}
