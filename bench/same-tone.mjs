// A source brought to the tone and width of a master made of it: what still differs then was asked for by nobody.
import { timed } from './support/peers.mjs'

/** No master changes a sixth of an octave by more; what does is a place where one of both has nothing. */
const MOST_DB = 24
/** Quieter bands hold the rounding of a file, dB re a full-scale sine. */
const NOTHING_DB = -110
/** Seconds of impulse response to each side: sixths of an octave from 40 Hz up. */
const HALF_SECONDS = 0.2

/**
 * Two linear-phase filters, one for the mid and one for the side, each with the difference of the long-term levels in sixths
 * of an octave. They neither know nor follow what happens in time. The result has the master's sample rate.
 * @param {{ ffmpeg: string, source: string, made: string }} work made: where the result goes
 * @param {{ freqsHz: readonly number[], mid: readonly number[], side: readonly number[] | null }} before levels in dB
 * @param {{ sampleRate: number, mid: readonly number[], side: readonly number[] | null }} after the same of the master
 */
export const toTone = ({ ffmpeg, source, made }, before, after) => {
  const filter = (
    /** @type {readonly number[] | null} */ from,
    /** @type {readonly number[] | null} */ to,
  ) => {
    const entries = before.freqsHz.map((freqHz, band) => {
      const [wasDb, isDb] = [from?.[band] ?? NOTHING_DB, to?.[band] ?? NOTHING_DB]
      const isKnown = wasDb > NOTHING_DB && isDb > NOTHING_DB
      const gainDb = isKnown ? Math.min(MOST_DB, Math.max(-MOST_DB, isDb - wasDb)) : 0
      return `entry(${freqHz.toFixed(1)},${gainDb.toFixed(2)})`
    })
    const equaliser = `firequalizer=delay=${HALF_SECONDS}:gain_entry='${entries.join(';')}'`
    return `${equaliser},atrim=start=${HALF_SECONDS},asetpts=PTS-STARTPTS`
  }
  const graph = [
    `[0]pan=mono|c0=.5*c0+.5*c1,${filter(before.mid, after.mid)}[m]`,
    `[0]pan=mono|c0=.5*c0-.5*c1,${filter(before.side, after.side)}[s]`,
    '[m][s]join=inputs=2:channel_layout=stereo,pan=stereo|c0=c0+c1|c1=c0-c1',
  ]
  const output = ['-ar', String(after.sampleRate), '-c:a', 'pcm_f32le', made]
  timed([ffmpeg, '-v', 'error', '-y', '-i', source, '-filter_complex', graph.join(';'), ...output])
}
