import type { Disc, DiscTrack, IndexPoint } from '../disc'

const SECOND = 75

const track = (title: string): DiscTrack => ({
  title,
  performer: 'Artist',
  isrc: null,
  copyPermitted: false,
})

const point = (number: number, index: number, seconds: number): IndexPoint => ({
  track: number,
  index,
  atCdFrames: seconds * SECOND,
})

/** Three tracks, pauses, and a mark inside the second. */
export const threeTracks: Disc = {
  title: 'Disc',
  performer: 'Artist',
  ean13: null,
  tracks: [track('Track One'), track('Track Two'), track('Track Three')],
  points: [
    point(1, 0, 0),
    point(1, 1, 2),
    point(2, 0, 10),
    point(2, 1, 11),
    point(2, 2, 15),
    point(3, 0, 20),
    point(3, 1, 22),
  ],
  leadOutCdFrames: 30 * SECOND,
}

/** One track with its codes. */
export const oneTrack: Disc = {
  title: '',
  performer: '',
  ean13: '0123456789012',
  tracks: [{ title: '', performer: '', isrc: 'USABC1234567', copyPermitted: false }],
  points: [point(1, 0, 0), point(1, 1, 2)],
  leadOutCdFrames: 12 * SECOND,
}
