const MINUS = '−'
const NARROW_SPACE = '\u202f'
const NO_BREAK_SPACE = '\u00a0'

/** For number inputs: fixed decimals, ASCII minus, never "-0.0". */
export const formatPlain = (value: number, decimals: number): string => {
  const text = value.toFixed(decimals)
  return Number(text) === 0 ? text.replace('-', '') : text
}

/** For people: fixed decimals and a true minus sign; ±Infinity as ±∞. */
export const formatNumber = (value: number, decimals: number): string => {
  if (!Number.isFinite(value)) return value < 0 ? `${MINUS}∞` : '∞'
  return formatPlain(value, decimals).replace('-', MINUS)
}

/** With a plus sign where positive. */
export const formatSigned = (value: number, decimals: number): string => {
  const text = formatNumber(value, decimals)
  return value > 0 && Number(value.toFixed(decimals)) !== 0 ? `+${text}` : text
}

/** Whole numbers in groups of three: 44 100. */
export const formatGrouped = (value: number): string =>
  String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE)

/** 63.0 Hz, 1.25 kHz */
export const formatFrequency = (freqHz: number): string =>
  freqHz < 1000
    ? `${formatNumber(freqHz, freqHz < 100 ? 1 : 0)} Hz`
    : `${formatNumber(freqHz / 1000, 2)} kHz`

/** A sentence whose numbers stay on one line with their units. */
export const keepUnits = (sentence: string): string =>
  sentence.replace(/(\d) (?=(?:LUFS|LU|dBTP|dBFS|dB|kHz|Hz|ms|s)\b|%)/g, `$1${NO_BREAK_SPACE}`)

/** 4:02.1, or 4:02 without tenths. */
export const formatTime = (seconds: number, tenths = false): string => {
  const total = tenths ? Math.floor(seconds * 10 + 1e-6) / 10 : Math.round(seconds)
  const minutes = Math.floor(total / 60)
  const rest = total - minutes * 60
  return `${minutes}:${tenths ? rest.toFixed(1).padStart(4, '0') : String(rest).padStart(2, '0')}`
}

/** As a sentence begins. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
