import type { Analysis } from '../../analysis/analysis'
import { edgeFrames } from '../../analysis/evidence/ends'
import { fadeFrames, raisedCosine } from '../../chain/modules/fades'
import { amplitudeToDb } from '../../core/decibels'
import type { Aim, Seen } from './effect'

const endOf = ({ finding }: Seen): 'head' | 'tail' => (finding === 'tail-cut' ? 'tail' : 'head')

/** Level of the very edge, dBFS. */
const edgeDb = ({ ends }: Analysis, end: 'head' | 'tail'): number | null =>
  ends ? amplitudeToDb(ends[end].edge) : null

/** The very edge of the track: it follows the loudness, and the fade takes the rest. */
export const EDGE: Aim = {
  of: 'edge',
  predict: (seen) => {
    const { values, original, recipe } = seen
    const { sampleRate, loudness } = original
    const end = endOf(seen)
    const before = edgeDb(original, end)
    if (before === null || loudness.integratedLufs === null) return null
    const lengthMs = Number(end === 'head' ? values.fadeInMs : values.fadeOutMs)
    const most = raisedCosine(edgeFrames(sampleRate) - 1, fadeFrames(lengthMs, sampleRate))
    return before + recipe.targetLufs - loudness.integratedLufs + amplitudeToDb(most)
  },
  measure: (seen, { analysis }) => edgeDb(analysis, endOf(seen)),
}
