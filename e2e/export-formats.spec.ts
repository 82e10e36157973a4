import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import { onPath } from '../scripts/on-path.mjs'
import { ended, startCommandLine } from './support/command-line'
import { FFMPEG_MISSING, ffmpegPath, judge, oversampledPeakDbfs, runFfmpeg } from './support/ffmpeg'
import { sha256 } from './support/node-master'
import { expect, test } from './support/test'

const RATE = 44_100
const SECONDS = 3
/** No whole number of any codec's frames. */
const LENGTH_FRAMES = SECONDS * RATE - 101
const TARGET_LUFS = -14
/**
 * What the page says of a decoded file, and what ffmpeg's decoder and meters do. ebur128 prints one decimal; the resampler begins to
 * cut 3 % below the end of the band, where AAC still has noise (by a Fourier transform of the whole file it is 0.006 dB).
 */
const SAME_LOUDNESS_LU = 0.1
const SAME_PEAK_DB = 0.15
/** How the command line is told to write the same, where that is looked at: a lossless format, and one whose encoder is a codec's. */
const commandLine: ReadonlyMap<string, readonly string[]> = new Map([
  ['WAV', ['-F', 'wav']],
  ['MP3', ['-F', 'mp3', '--quality', 'cbr-128']],
])
const ffprobePath = onPath('ffprobe')

/** FLAC's and AAC's are a script each, of one name and with their own code inside. */
const FFMPEG_ENCODER = /\/codec-[\w-]{8}\.js$/

interface Delivered {
  readonly format: string
  readonly extension: string
  readonly quality?: string
  readonly codec: string
  readonly rate: number
  /** The file of its encoder, where that comes with it alone. */
  readonly encoder?: RegExp
}

const FORMATS: readonly Delivered[] = [
  { format: 'WAV', extension: 'wav', codec: 'pcm_s24le', rate: RATE },
  { format: 'AIFF', extension: 'aiff', codec: 'pcm_s24be', rate: RATE },
  { format: 'FLAC', extension: 'flac', codec: 'flac', rate: RATE, encoder: FFMPEG_ENCODER },
  { format: 'ALAC (M4A)', extension: 'm4a', codec: 'alac', rate: RATE },
  {
    format: 'MP3',
    quality: '128 kbit/s',
    extension: 'mp3',
    codec: 'mp3',
    rate: RATE,
    encoder: /\/mp3-[^/]*\.wasm$/,
  },
  {
    format: 'Opus',
    extension: 'opus',
    codec: 'opus',
    rate: 48_000,
    encoder: /\/libopus-encoder[^/]*\.wasm$/,
  },
  {
    format: 'Ogg Vorbis',
    extension: 'ogg',
    codec: 'vorbis',
    rate: RATE,
    encoder: /\/ogg-[^/]*\.wasm$/,
  },
  { format: 'AAC (M4A)', extension: 'm4a', codec: 'aac', rate: RATE, encoder: FFMPEG_ENCODER },
]

/** The two levels in what the page says of a file. */
const figuresIn = (text: string): { readonly lufs: number; readonly dbtp: number } => {
  const [, lufs, dbtp] = /([−\d.]+) LUFS, ([−\d.]+) dBTP/.exec(text) ?? []
  const number = (shown?: string): number => Number(shown?.replace('−', '-'))
  return { lufs: number(lufs), dbtp: number(dbtp) }
}

test('every format leaves the page under its policy, checked, and is what its name says', async ({
  app,
  page,
  context,
  folder,
}) => {
  const fetched = new Set<string>()
  context.on('request', (request) => fetched.add(new URL(request.url()).pathname))
  const filesOf = (encoder?: RegExp): number =>
    [...fetched].filter((url) => encoder?.test(url)).length
  const channels = syntheticMix({ seconds: SECONDS, sampleRate: RATE })
  const input = join(folder, 'Formats.wav')
  writeFileSync(
    input,
    wav({
      sampleRate: RATE,
      format: 'int24',
      lengthFrames: LENGTH_FRAMES,
      source: (frame, channel) => channels[channel]?.[frame] ?? 0,
    }),
  )
  await app.open(input)
  await app.waitUntilIdle()
  await app.target(TARGET_LUFS, -1)
  const dialog = page.getByRole('dialog', { name: 'Export' })
  const check = dialog.getByRole('status', { name: 'Export check' })
  for (const { encoder } of FORMATS)
    expect(filesOf(encoder), 'encoders before a format is chosen').toBe(0)
  for (const { format, extension, quality, codec, rate, encoder } of FORMATS) {
    const before = filesOf(encoder)
    const { path, name } = await app.export({ format, quality })
    expect(filesOf(encoder) - before, `${format}: its encoder comes with it`).toBe(encoder ? 1 : 0)
    expect(name).toBe(`Formats (master).${extension}`)
    await expect(check, format).toContainText('Saved and read back.')
    await expect(check, format).toContainText(`${rate / 1000} kHz`)
    const saidText = (await check.textContent()) ?? ''
    await dialog.getByRole('button', { name: 'Close' }).click()
    const same = commandLine.get(format)
    if (same) {
      const output = join(folder, `same.${extension}`)
      const target = ['-t', String(TARGET_LUFS), '--ceiling', '-1', '-q']
      await ended(startCommandLine([input, '-o', output, ...target, ...same]))
      expect(sha256(readFileSync(path)), `${format}: page and command line`).toBe(
        sha256(readFileSync(output)),
      )
    }
    if (!ffmpegPath || !ffprobePath) continue
    const entries = 'stream=codec_name,sample_rate,channels'
    const args = ['-v', 'error', '-show_entries', entries, '-of', 'json', path]
    const probed = JSON.parse(spawnSync(ffprobePath, args, { encoding: 'utf8' }).stdout)
    expect(probed.streams).toEqual([{ codec_name: codec, sample_rate: String(rate), channels: 2 }])
    const decoded = runFfmpeg(['-i', path, '-f', 's16le', '-']).length / 4
    expect(decoded, format).toBe(Math.round((LENGTH_FRAMES * rate) / RATE))
    // Loudness of the file by an independent meter, after ffmpeg's own decoder.
    const judged = judge(path).integratedLufs
    expect(Math.abs(judged - TARGET_LUFS), format).toBeLessThanOrEqual(0.2)
    const said = figuresIn(saidText)
    expect(Math.abs(said.lufs - judged), format).toBeLessThanOrEqual(SAME_LOUDNESS_LU)
    const peak = oversampledPeakDbfs(path)
    expect(Math.abs(said.dbtp - peak), format).toBeLessThanOrEqual(SAME_PEAK_DB)
  }

  // The quality is remembered by its format; the ceiling is held after the codec, and what that costs is told.
  await page.getByRole('button', { name: 'Export…' }).click()
  await dialog.getByRole('combobox', { name: 'Format' }).selectOption({ label: 'Opus' })
  await dialog.getByRole('combobox', { name: 'Quality' }).selectOption({ label: '64 kbit/s' })
  await dialog.getByRole('switch', { name: 'Hold the ceiling after the codec' }).check()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download' }).click(),
  ])
  await expect(check).toContainText(/dB (under|over) the ceiling of −1.00 dBTP/)
  test.skip(!ffmpegPath || !ffprobePath, FFMPEG_MISSING)
  const held = await check.textContent()
  if (held?.includes('Held'))
    expect(judge(await download.path()).truePeakDbtp).toBeLessThanOrEqual(-0.9)
})
