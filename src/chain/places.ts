/** A few damaged frames of a track, in one channel or both. */
export interface DamagedPlace {
  /** The first. */
  readonly frame: number
  readonly frames: number
  readonly channels: 'L' | 'R' | 'LR'
}

/** More are not held: where there are more, they belong to the sound, or it takes another tool. */
export const MOST_DAMAGED = 64
/** A frame of a track of days at any rate. */
const LAST_FRAME = 1e11
/** Of one place; 2 ms at 384 kHz. */
const MOST_FRAMES = 1000

/** Places as a recipe holds them, in order: "184319+3LR 368639+2L" are three frames in both channels, and two in the left one. */
export const placesText = (places: readonly DamagedPlace[]): string =>
  places
    .toSorted((a, b) => a.frame - b.frame || a.frames - b.frames)
    .map(({ frame, frames, channels }) => `${frame}+${frames}${channels}`)
    .join(' ')

/** The places of a text that may come from anywhere: the first MOST_DAMAGED that are legal. */
export const parsePlaces = (text: string): readonly DamagedPlace[] =>
  text.split(' ', MOST_DAMAGED).flatMap((part) => {
    const [, frame, frames, channels] = /^(\d{1,12})\+(\d{1,4})(L|R|LR)$/.exec(part) ?? []
    const place = {
      frame: Number(frame),
      frames: Number(frames),
      channels: channels as DamagedPlace['channels'],
    }
    const isLegal = place.frame <= LAST_FRAME && place.frames >= 1 && place.frames <= MOST_FRAMES
    return isLegal ? [place] : []
  })
