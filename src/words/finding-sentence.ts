import type { Found } from '../analysis/findings/finding'
import { unreachable } from '../core/assert'
import { balanceSentence } from './balance-sentence'
import { formatGrouped, formatNumber, formatSigned } from './format'

const places = (count: number): string => `${count} ${count === 1 ? 'place' : 'places'}`
const kilohertz = (hz: number): string => `${formatNumber(hz / 1000, 1)} kHz`

/** What a finding means and what to do about it, in plain words. */
export const findingSentence = (finding: Found): string => {
  const number = finding.value ?? 0
  switch (finding.kind) {
    case 'silent':
      return 'The file is silent.'
    case 'too-short':
      return 'Shorter than 400 ms: loudness cannot be measured.'
    case 'dc-offset':
      return `DC offset of ${formatNumber(number, 2)} %: every style but Clean takes it off exactly, in Input.`
    case 'clipped':
      return `Clipped in ${places(number)}: a cleaner export of the mix would sound better.`
    case 'already-mastered':
      return 'Looks already mastered: only level and ceiling are proposed.'
    case 'limited':
      return `Limited already: ${formatNumber(number, 0)} % of it peaks at the same level. If the mix has a limiter on its output, take it off and export again.`
    case 'peaks-between-samples':
      return `Peaks between samples reach ${formatSigned(number, 1)} dBTP: players may distort them. The master is kept under its ceiling.`
    case 'lossy-source':
      return `Made from a compressed file (MP3, AAC or the like)${number > 0 ? `, cut off at ${kilohertz(number)}` : ''}: use the original if there is one.`
    case 'band-limited':
      return `Nothing above ${kilohertz(number)}: perhaps from a compressed file, or a low-pass filter in the mix.`
    case 'upsampled':
      return `Converted up from ${kilohertz(number)}: there is nothing above half of that. Export at the rate of the project.`
    case 'unused-bits':
      return `${number} bits are never used: the file holds ${24 - number}-bit audio. Export the mix at 24 bits if you can.`
    case 'scaled-bits':
      return `Once 16-bit audio, turned up or down since (steps of ${formatNumber(number, 1)}): export the mix at 24 bits if you can.`
    case 'subsonic':
      return `Rumble below 25 Hz, ${formatNumber(Math.abs(number), 1)} dB ${number < 0 ? 'under' : 'over'} the bass: a low cut around 25 Hz gives headroom back.`
    case 'hum':
      return `Mains hum at ${formatNumber(number, 0)} Hz and its multiples: narrow cuts there, or mend the recording.`
    case 'polarity-inverted':
      return `One channel is upside down (correlation ${formatSigned(number, 2)}): invert it in the mix, or the middle vanishes in mono.`
    case 'mono-compatibility':
      return `Correlation ${formatSigned(number, 2)}: parts will cancel in mono.`
    case 'out-of-phase':
      return `Left and right work against each other for ${formatNumber(number, 0)} % of the time: check it in mono, and wideners in the mix.`
    case 'dual-mono':
      return 'Both channels are the same: this is mono in a stereo file. Export in stereo if it should be wide.'
    case 'channel-imbalance':
      return `${number > 0 ? 'Left' : 'Right'} is ${formatNumber(Math.abs(number), 1)} LU louder: check the balance of the mix.`
    case 'channel-delay':
      return `${number > 0 ? 'Right' : 'Left'} is ${formatNumber(Math.abs(number), 2)} ms late: move it in the mix, or it sounds hollow in mono.`
    case 'wide-bass':
      return `The bass is wide: its sides are ${formatNumber(Math.abs(number), 1)} dB ${number < 0 ? 'under' : 'over'} its middle. Mono below 120 Hz gives firmer bass.`
    case 'clicks':
      return `Clicks in ${places(number)}: listen there, and mend them in the mix. Every style but Clean mends the clearest.`
    case 'dropout':
      return `The sound drops out in ${places(number)}: listen there, and export the mix again.`
    case 'noise-floor':
      return `Noise lies only ${formatNumber(Math.abs(number), 0)} dB under the music: it comes up with the loudness. Clean up quiet passages first.`
    case 'head-cut':
      return 'Starts in the middle of sound: begin earlier, or fade it in, unless that is meant.'
    case 'tail-cut':
      return 'Ends in the middle of sound: let it ring out, or fade it out, unless that is meant.'
    case 'head-silence':
      return `${formatNumber(number, 1)} s of silence before the music: trim it.`
    case 'tail-silence':
      return `${formatNumber(number, 1)} s of silence after the music: trim it.`
    case 'middle-silence':
      return `${formatNumber(number, 1)} s of silence inside: is something missing?`
    case 'resonance':
      return `${formatGrouped(number)} Hz sticks out all the time: a narrow cut there, if it is no note that you want.`
    case 'dynamics':
      if (finding.unit === 'dB')
        return `Peaks stand ${formatNumber(number, 1)} dB or more over the music around them, all through: it stays quiet for its peaks. Some compression of them would help.`
      return number < 10
        ? `Quiet and loud parts are only ${formatNumber(number, 1)} LU apart: it may tire. Less compression in the mix would help.`
        : `Quiet and loud parts are ${formatNumber(number, 1)} LU apart: quiet ones may get lost on the move. Some compression would help.`
    case 'sibilance':
    case 'harshness':
    case 'mud':
    case 'boom':
    case 'air':
    case 'sub':
      return balanceSentence(finding.kind, number)
    default:
      return unreachable(finding.kind)
  }
}
