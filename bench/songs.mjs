// Music of Debian's packages that benchmarks listen to, where they are installed.
import { existsSync } from 'node:fs'
import { timed } from './support/peers.mjs'

const GAMES = '/usr/share/games'
/** Packages frozen-bubble-data and fretsonfire-songs-sectoid. */
const SONGS = {
  introzik: [`${GAMES}/frozen-bubble/snd/introzik.ogg`],
  mainzik: [`${GAMES}/frozen-bubble/snd/frozen-mainzik-1p.ogg`],
  ...Object.fromEntries(
    ['Metal madness', 'Feelings', 'War of freedom'].map((song) => [
      song,
      ['song', 'guitar'].map(
        (part) => `${GAMES}/fretsonfire/data/songs/sectoid/${song}/${part}.ogg`,
      ),
    ]),
  ),
}
export const SONG_RATE = 48_000
const EXCERPT = ['-ss', '40', '-t', '20']

/** Name and parts of every song that is here. */
export const songs = () =>
  Object.entries(SONGS).filter(([, parts]) => parts.every((part) => existsSync(part)))

/** A cut where music sounds leaks into bands where a track has nothing, and is faded by whoever masters. */
export const FADES = 'afade=d=0.5,areverse,afade=d=1.5,areverse'

/** Twenty seconds, all parts mixed, with room for their sum, cut as they are or with `FADES`. */
export const excerpt = (
  /** @type {string} */ ffmpeg,
  /** @type {string[]} */ parts,
  /** @type {string} */ output,
  /** @type {string[]} */ filters = [],
) =>
  timed([
    ...[ffmpeg, '-v', 'error', '-y'],
    ...parts.flatMap((part) => [...EXCERPT, '-i', part]),
    '-filter_complex',
    [`amix=inputs=${parts.length}:normalize=0`, 'volume=-6dB', ...filters].join(),
    ...['-ar', String(SONG_RATE), '-ac', '2', '-c:a', 'pcm_s24le', output],
  ])
