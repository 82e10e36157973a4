import type { Marker, SampleLoop, Sampler, Tags } from '../../core/tags'

/** A file whose audio is that of the source, at this rate (Hz). */
export interface FileTime {
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
        timeReferenceFrames: rescaled(broadcast.timeReferenceFrames, time),
      },
    }),
    ...(markers && { markers: markersAt(markers, time) }),
    ...(sampler && { sampler: samplerAt(sampler, time) }),
  }
}

const rescaled = (frame: number, { sourceRate, sampleRate }: FileTime): number =>
  sourceRate === sampleRate ? frame : Math.round((frame * sampleRate) / sourceRate)

const markersAt = (markers: readonly Marker[], time: FileTime): Marker[] =>
  markers
    .map(({ atFrame, lengthFrames, label }) => {
      const from = rescaled(atFrame, time)
      const to = rescaled(atFrame + lengthFrames, time)
      return { atFrame: from, lengthFrames: Math.min(to, time.lengthFrames) - from, label }
    })
    .filter(({ atFrame }) => atFrame <= time.lengthFrames)

const samplerAt = (sampler: Sampler, time: FileTime): Sampler => ({
  ...sampler,
  loops: sampler.loops
    .map(
      (loop): SampleLoop => ({
        ...loop,
        startFrame: rescaled(loop.startFrame, time),
        // The frame behind the last that is played moves; the last one follows it.
        endFrame: Math.min(rescaled(loop.endFrame + 1, time), time.lengthFrames) - 1,
      }),
    )
    .filter(({ startFrame, endFrame }) => startFrame < endFrame),
})
