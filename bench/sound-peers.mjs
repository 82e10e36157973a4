// What holds peaks elsewhere: ffmpeg's own limiters, LV2 plugins through ffmpeg where they are installed, matchering's Hyrax.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { ffmpegLoudnorm, parsePeer } from './support/peers.mjs'

const CEILING_DBTP = -1
const CEILING = 0.891251
const ALIMITER = `alimiter=limit=${CEILING}:level=0:latency=1`
const PLUGINS = {
  'x42 dpl': {
    uri: 'http://gareus.org/oss/lv2/dpl#stereo',
    controls: `threshold=${CEILING_DBTP}|truepeak=1|release=0.05`,
  },
  'LSP limiter': {
    uri: 'http://lsp-plug.in/plugins/lv2/limiter_stereo',
    controls: `alr=0|th=${CEILING}|boost=0|ovs=15`,
  },
}
/** Its limiter alone: what its loader wants besides is not asked for. */
const HYRAX = `
import sys, types
package = types.ModuleType('matchering')
package.__path__ = [sys.argv[1] + '/matchering']
sys.modules['matchering'] = package
for name in ('soundfile', 'resampy', 'statsmodels', 'statsmodels.api'):
    sys.modules.setdefault(name, types.ModuleType(name))
import numpy
from scipy.io import wavfile
from matchering.defaults import Config
package.Config = Config
from matchering.limiter import limit
rate, audio = wavfile.read(sys.argv[2])
config = Config(internal_sample_rate=rate, threshold=${CEILING})
wavfile.write(sys.argv[3], rate, limit(audio.astype(numpy.float64), config).astype(numpy.float32))
`

/**
 * @typedef {{ name: string, run: (input: string, output: string) => { wallMs: number } }} Peer
 * @param {{ ffmpeg: string, folder: string, matchering: string | null, given: Peer[] }} bench
 * @returns {Peer[]} each wants its level ahead of it
 */
export const limitersHere = ({ ffmpeg, folder, matchering, given }) => {
  const filter = (/** @type {string} */ name, /** @type {string} */ chain) =>
    parsePeer(`${name}="${ffmpeg}" -v error -y -i {in} -af "${chain}" -c:a pcm_f32le {out}`)
  const peers = [
    filter('alimiter', ALIMITER),
    filter('apsyclip, alimiter', `apsyclip=clip=${CEILING},${ALIMITER}`),
  ]
  const lister = onPath('lv2ls')
  const installed = lister ? spawnSync(lister, { encoding: 'utf8' }).stdout.split('\n') : []
  for (const [name, { uri, controls }] of Object.entries(PLUGINS))
    if (installed.includes(uri))
      peers.push(filter(name, `lv2=p=${uri.replace(':', '\\\\\\\\:')}:c=${controls}`))
  const hyrax = matchering === null ? null : hyraxLimiter(folder, matchering)
  return [...peers, ...(hyrax ? [hyrax] : []), ...given]
}

/**
 * matchering's limiter by itself; null without Python 3.
 * @param {string} folder
 * @param {string} matchering
 * @returns {Peer | null}
 */
export const hyraxLimiter = (folder, matchering) => {
  const python = onPath('python3')
  if (!python) return null
  const script = resolve(folder, 'hyrax.py')
  writeFileSync(script, HYRAX)
  return parsePeer(`Hyrax="${python}" "${script}" "${matchering}" {in} {out}`)
}

/**
 * loudnorm holds its own target: asked for what it is driven to.
 * @param {string} ffmpeg
 * @param {number} sampleRate
 */
export const loudnormTo =
  (ffmpeg, sampleRate) =>
  (/** @type {string} */ input, /** @type {string} */ output, /** @type {number} */ targetLufs) =>
    ffmpegLoudnorm(ffmpeg, { input, output, sampleRate, targetLufs, ceilingDbtp: CEILING_DBTP })
