import { deliveryRatesHz } from '../mastering/delivery-rates'
import type { FormatId } from './formats/registry'
import { DEFAULT_DELIVERY, type DeliverySettings, settle } from './settings'

/** A codec at the rate that streaming services play. */
interface StreamingCodec {
  readonly id: string
  readonly label: string
  readonly format: FormatId
  readonly quality: string
}

/** What listeners of services hear, whatever is uploaded; a service's own encoder may differ a little. */
export const STREAMING_CODECS = [
  { id: 'aac', label: 'AAC, 256 kbit/s', format: 'aac', quality: '256' },
  { id: 'vorbis', label: 'Ogg Vorbis, about 320 kbit/s', format: 'vorbis', quality: '9' },
  { id: 'opus', label: 'Opus, 160 kbit/s', format: 'opus', quality: '160' },
] as const satisfies readonly StreamingCodec[]

/** How a master at this rate (Hz) is put through one of them. */
export const streamingSettings = (
  { format, quality }: Pick<StreamingCodec, 'format' | 'quality'>,
  sourceRate: number,
): DeliverySettings =>
  settle(DEFAULT_DELIVERY, { format, quality }, sourceRate, deliveryRatesHz(sourceRate))
