import type { Section } from '../analysis/sections/sections'
import { formatNumber, formatTime } from './format'

const PARTS = { quiet: 'quiet part', middle: 'part', loudest: 'loudest part' } as const

/** A section by its loudness, its place and its level: "loudest part, 0:15 to 0:30, −11.2 LUFS". */
export const sectionName = ({
  startSeconds,
  endSeconds,
  integratedLufs,
  rank,
}: Section): string => {
  const place = `${PARTS[rank]}, ${formatTime(startSeconds)} to ${formatTime(endSeconds)}`
  return integratedLufs === null ? place : `${place}, ${formatNumber(integratedLufs, 1)} LUFS`
}
