import type { Marker, SampleLoop, Sampler, Tags } from '../../core/tags'

/** A file whose audio is that of the source, at this rate (Hz). */
export interface FileTime {
  /** Frames of the source that are not in the file, at its start; 0 by default. */
  readonly trimmedFrames?: number
  readonly sourceRate: number
  readonly sampleRate: number
  readonly lengthFrames: number
}

/**
 * The source's tags in frames of the file: the time reference counts on at the new rate, points and loops stay where they are in
 * the music; those outside it go.
 */
export const tagsForFile = (tags: Tags, time: FileTime): Tags => {
  const { broadcast, markers, sampler, ...rest } = tags
  return {
    ...rest,
    ...(broadcast && {
      broadcast: {
        ...broadcast,
        timeReferenceFrames: rescaled(
          broadcast.timeReferenceFrames + (time.trimmedFrames ?? 0),
          time,
        ),
      },
    }),
    ...(markers && { markers: markersAt(markers, time) }),
    ...(sampler && { sampler: samplerAt(sampler, time) }),
  }
}

const rescaled = (frame: number, { sourceRate, sampleRate }: FileTime): number =>
  sourceRate === sampleRate ? frame : Math.round((frame * sampleRate) / sourceRate)

/** Where a frame of the source lies in the file. */
const placed = (frame: number, time: FileTime): number =>
  rescaled(frame - (time.trimmedFrames ?? 0), time)

const markersAt = (markers: readonly Marker[], time: FileTime): Marker[] =>
  markers
    .map(({ atFrame, lengthFrames, label }) => {
      const from = placed(atFrame, time)
      const to = placed(atFrame + lengthFrames, time)
      return { atFrame: from, lengthFrames: Math.min(to, time.lengthFrames) - from, label }
    })
    .filter(({ atFrame }) => atFrame >= 0 && atFrame <= time.lengthFrames)

const samplerAt = (sampler: Sampler, time: FileTime): Sampler => ({
  ...sampler,
  loops: sampler.loops
    .map(
      (loop): SampleLoop => ({
        ...loop,
        startFrame: placed(loop.startFrame, time),
        // The frame behind the last that is played moves; the last one follows it.
        endFrame: Math.min(placed(loop.endFrame + 1, time), time.lengthFrames) - 1,
      }),
    )
    .filter(({ startFrame, endFrame }) => startFrame >= 0 && startFrame < endFrame),
})
