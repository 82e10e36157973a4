import type { CodecChange } from '../delivery/codec-change'
import type { CodecProof } from '../delivery/decode-codec'
import { formatNumber, formatSigned } from './format'

/** Full scale, dBTP. */
const FULL_SCALE = 0
/** What is left out above this, nobody misses. */
const HEARD_HZ = 19_500

/** What a codec did to the master, in figures: loudness, true peak, clipped samples, each with its change. */
export const codecSentence = (label: string, { before, after, change }: CodecProof): string => {
  const loudness =
    after.integratedLufs === null || before.integratedLufs === null
      ? []
      : [
          `${formatNumber(after.integratedLufs, 2)} LUFS (${formatSigned(after.integratedLufs - before.integratedLufs, 2)} LU)`,
        ]
  const peak = `${formatNumber(after.truePeakDbtp, 2)} dBTP (${formatSigned(after.truePeakDbtp - before.truePeakDbtp, 2)} dB)`
  const { samplesOverFullScale: over } = after
  const clipped =
    over === 0 ? 'no clipped samples' : `${over} clipped ${over === 1 ? 'sample' : 'samples'}`
  const advice =
    after.truePeakDbtp > FULL_SCALE
      ? ' Players may distort it: lower the ceiling by that much, or hold it after the codec.'
      : ''
  const { lagFrames } = change
  const late = lagFrames === 0 ? '' : ` It lies ${lagFrames} frames behind the master.`
  return `After ${label}: ${[...loudness, peak, clipped].join(', ')}.${leftOutSentence(change)}${advice}${late}`
}

/** Where the codec's band ends, where that is to be heard or seen: with a blank before it. */
export const leftOutSentence = ({ cutoffHz }: Pick<CodecChange, 'cutoffHz'>): string =>
  cutoffHz === null || cutoffHz > HEARD_HZ
    ? ''
    : ` Nothing is left above ${formatNumber(cutoffHz / 1000, 1)} kHz.`

/** This browser cannot decode what it encodes. */
export const codecUnheardSentence = (label: string): string =>
  `This browser has no decoder for ${label}, so what it does to the master cannot be measured or heard here. Choose another codec, or open TrackMaster over https in a current browser.`
