/** A CD frame (a sector of the Red Book) lasts 1/75 s … */
export const CD_FRAMES_PER_SECOND = 75
/** … and holds 588 samples a channel at 44.1 kHz (IEC 60908). */
export const SAMPLES_PER_CD_FRAME = 588

const two = (value: number): string => String(value).padStart(2, '0')

/** CD frames as minutes, seconds and frames, e.g. `['00', '02', '00']` for 150. Minutes past 99 keep growing. */
export const minutesSecondsFrames = (cdFrames: number): readonly [string, string, string] => {
  const seconds = Math.floor(cdFrames / CD_FRAMES_PER_SECOND)
  return [two(Math.floor(seconds / 60)), two(seconds % 60), two(cdFrames % CD_FRAMES_PER_SECOND)]
}

/** `MM:SS:FF`, as cue sheets and PQ sheets write it. */
export const cdTime = (cdFrames: number): string => minutesSecondsFrames(cdFrames).join(':')

/** The CD frames that `samples` of 44.1 kHz audio need, the last one filled up. */
export const cdFramesOf = (samples: number): number => Math.ceil(samples / SAMPLES_PER_CD_FRAME)
