import type { PcmReader } from '../core/pcm-store'
import type { Analysis } from './analysis'
import { analysisOf } from './analysis-of'
import type { Examined } from './findings/facts'
import { joinLevels } from './levels'
import { joinLoudness, joinPeak, type MeasuredSegment } from './measured-segment'
import { joinSpectrum } from './window-powers'

/** What was measured of all segments of a track, in order, as its analysis. */
export const joinedAnalysis = (
  audio: Pick<PcmReader, 'sampleRate' | 'channelCount' | 'lengthFrames'>,
  parts: readonly MeasuredSegment[],
  examined: Examined | null,
): Analysis =>
  analysisOf({
    sampleRate: audio.sampleRate,
    channelCount: audio.channelCount,
    lengthFrames: audio.lengthFrames,
    loudness: joinLoudness(parts, audio.sampleRate),
    truePeak: joinPeak(parts, 'peak'),
    levels: joinLevels(parts.map(({ levels }) => levels)),
    spectrum: joinSpectrum(
      parts.map(({ powerSums }) => powerSums),
      audio,
    ),
    examined,
  })
