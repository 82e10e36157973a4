import { spawnSync } from 'node:child_process'
import { ffmpegPath } from './ffmpeg'

/** Nominal centres of third octaves all over the spectrum. */
export const JUDGED_HZ = [63, 125, 250, 500, 1000, 2000, 4000, 8000, 12_500] as const

/** Levels round those frequencies, dB, by ffmpeg's band-passes and meter; the mean of all is taken out: tone without loudness. */
export const toneByFfmpeg = (file: Buffer): readonly number[] => {
  const meters = JUDGED_HZ.map(
    (freqHz) =>
      `[in${freqHz}]bandpass=f=${freqHz}:width_type=o:w=0.333,` +
      `astats@${freqHz}=measure_perchannel=none:measure_overall=RMS_level[out${freqHz}]`,
  )
  const split = `asplit=${JUDGED_HZ.length}${JUDGED_HZ.map((freqHz) => `[in${freqHz}]`).join('')}`
  const outputs = JUDGED_HZ.flatMap((freqHz) => ['-map', `[out${freqHz}]`, '-f', 'null', '-'])
  const { stderr } = spawnSync(
    ffmpegPath ?? 'ffmpeg',
    ['-hide_banner', '-i', '-', '-filter_complex', [split, ...meters].join(';'), ...outputs],
    { input: file, encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  const levelsDb = JUDGED_HZ.map((freqHz) =>
    Number(new RegExp(`astats@${freqHz} .*RMS level dB: (-?[\\d.]+)`).exec(stderr)?.[1]),
  )
  const meanDb = levelsDb.reduce((sum, levelDb) => sum + levelDb, 0) / levelsDb.length
  return levelsDb.map((levelDb) => levelDb - meanDb)
}
