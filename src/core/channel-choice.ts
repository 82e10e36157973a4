import { isRecord } from './is-record'

/** What becomes of a file of more than two channels. Plain data. */
export type ChannelChoice =
  /** ITU-R BS.775: centre and surrounds at −3 dB, no LFE. Only where it is known what the channels are. */
  | { readonly kind: 'downmix' }
  /** Two of them as they are, counted from 0. */
  | { readonly kind: 'pair'; readonly left: number; readonly right: number }

/** What is known of a file that has more than two. */
export interface ManyChannels {
  readonly count: number
  /** Whether it is known where they belong, so that they can be mixed down. */
  readonly isPlaced: boolean
}

/** The detail of a `too-many-channels`, and what it says. */
export const manyChannelsDetail = ({ count, isPlaced }: ManyChannels): string =>
  isPlaced ? `${count}` : `${count} unplaced`

/** The same back out of the detail; 0 channels where there is none. */
export const manyChannels = (detail: string | undefined): ManyChannels => ({
  count: Number.parseInt(detail ?? '', 10) || 0,
  isPlaced: !detail?.endsWith('unplaced'),
})

/** A choice as it was stored; null for whatever is none. */
export const parseChannelChoice = (raw: unknown): ChannelChoice | null => {
  if (!isRecord(raw)) return null
  const { kind, left, right } = raw
  if (kind === 'downmix') return DOWNMIX
  return kind === 'pair' && isChannel(left) && isChannel(right) ? { kind, left, right } : null
}

const isChannel = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0

export const DOWNMIX: ChannelChoice = { kind: 'downmix' }
