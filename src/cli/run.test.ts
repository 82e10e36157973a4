import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { syntheticMix } from '../../bench/support/mix.mjs'
import { wav } from '../../bench/support/wav.mjs'
import { chunk, join as joined, text } from '../codec/testing/bytes'
import { hasCommand } from '../codec/testing/commands'
import { decodeForTest } from '../codec/testing/open-for-test'
import { parseArguments } from './arguments'
import { diskEngine } from './disk-engine'
import { runRequest } from './run'

const RATE = 44_100
const SECONDS = 6
const folder = mkdtempSync(join(tmpdir(), 'trackmaster-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(() => {
  const mix = syntheticMix({ seconds: SECONDS, sampleRate: RATE })
  const source = (frame: number, channel: number) => mix[channel === 0 ? 0 : 1][frame] ?? 0
  const file = wav({ lengthFrames: SECONDS * RATE, sampleRate: RATE, source })
  mkdirSync(join(folder, 'in'))
  for (const name of ['one.wav', 'two.wav']) writeFileSync(join(folder, 'in', name), file)
  writeFileSync(join(folder, 'in', 'notes.txt'), 'no audio')
  writeFileSync(join(folder, 'bad.wav'), 'no audio either')
})

const run = async (...args: string[]) => {
  const parsed = parseArguments(args)
  if (!parsed.ok) throw new Error(parsed.problem)
  let printed = ''
  let said = ''
  const status = await runRequest(parsed.request, diskEngine(), {
    version: '1.2.3',
    print: (line) => {
      printed += line
    },
    say: (line) => {
      said += line
    },
    isTerminal: false,
    makeFolder: (path) => void mkdirSync(path, { recursive: true }),
    writeText: writeFileSync,
  })
  return { status, printed, said }
}

describe('trackmaster on the command line', () => {
  it('masters a folder into another, verified within its target, and says the stages', async () => {
    const out = join(folder, 'out')
    const { status, printed, said } = await run(join(folder, 'in'), '-d', out, '-t', '-16')
    expect(status).toBe(0)
    expect(printed.match(/On target/g)).toHaveLength(2)
    expect(said).toContain('one.wav: mastering')
    const verified = await run('verify', join(out, '*.wav'), '-t', '-16', '--ceiling', '-1', '-q')
    expect(verified).toMatchObject({ status: 0, said: '' })
  })

  it('writes the same bytes at every run, and over a file only when told', async () => {
    const source = join(folder, 'in', 'one.wav')
    const output = join(folder, 'same.wav')
    expect((await run(source, '-o', output, '-q')).status).toBe(0)
    const first = readFileSync(output)
    expect((await run(source, '-o', output, '-q')).status).toBe(4)
    expect((await run(source, '-o', output, '-q', '--force')).status).toBe(0)
    expect(readFileSync(output).equals(first)).toBe(true)
    expect(existsSync(`${output}.part`)).toBe(false)
  })

  it('never writes over the source, and says where a folder cannot be made', async () => {
    const source = join(folder, 'in', 'one.wav')
    const before = readFileSync(source)
    const own = await run(source, '-o', source, '-fq')
    expect(own).toMatchObject({ status: 1, printed: expect.stringContaining('the source itself') })
    expect(readFileSync(source).equals(before)).toBe(true)
    const { status, printed } = await run(source, '-d', join(source, 'below'), '-q')
    expect(status).toBe(1)
    expect(printed).toContain('could not be made')
    const gone = await run(source, '-o', join(folder, 'nowhere', 'a.wav'))
    expect(gone).toMatchObject({ status: 1, printed: expect.stringContaining('is not there') })
    expect(gone.said).toBe('')
  })

  it('says what is not there, and never writes several masters to one name', async () => {
    for (const name of ['nowhere/*.wav', 'in/*.ogg', 'gone.wav']) {
      const { status, printed } = await run(join(folder, name), '-q')
      expect(status).toBe(1)
      expect(printed).toContain('could not be read')
    }
    const { status, printed } = await run(join(folder, 'in'), '-o', join(folder, 'one.wav'), '-q')
    expect(status).toBe(2)
    expect(printed).toContain('--directory')
    expect(existsSync(join(folder, 'one.wav'))).toBe(false)
    mkdirSync(join(folder, 'bare'))
    const bare = await run(join(folder, 'bare'), '-q')
    expect(bare).toMatchObject({ status: 1, printed: expect.stringContaining('No audio file in') })
  })

  it('hands the source’s tags on, with what is said over them', async () => {
    const info = (id: string, value: string) => chunk(id, text(`${value}\0`))
    const list = chunk('LIST', joined(text('INFO'), info('INAM', 'Old'), info('IART', 'Ann')))
    const source = join(folder, 'tagged.wav')
    const plain = readFileSync(join(folder, 'in', 'one.wav'))
    const file = Buffer.concat([plain, list, chunk('cart', new Uint8Array(64))])
    file.writeUInt32LE(file.length - 8, 4)
    writeFileSync(source, file)
    const output = join(folder, 'tagged.flac')
    const tags = ['--tag', 'title=New = better', '--tag', 'isrc=DEXXX2600001']
    const { status, printed } = await run(source, '-F', 'flac', '-o', output, ...tags, '-q')
    expect(status).toBe(0)
    // What no file can have of it is told.
    expect(printed).toContain('not read here, so they stay behind: cart.')
    const { facts } = await decodeForTest(readFileSync(output))
    expect(facts.tags).toEqual({ title: 'New = better', artist: 'Ann', isrc: 'DEXXX2600001' })
    expect(parseArguments([source, '--tag', 'mood=calm']).ok).toBe(false)
  })

  it('goes on behind a bad file, and gives JSON with a recipe that masters again', async () => {
    const report = join(folder, 'report.json')
    const { status, printed } = await run(
      join(folder, 'bad.wav'),
      join(folder, 'in', 'one.wav'),
      '-d',
      join(folder, 'json'),
      '--json',
      '--report',
      report,
      '-q',
    )
    expect(status).toBe(1)
    const { files } = JSON.parse(printed)
    expect(files.map(({ status: each }: { status: string }) => each)).toEqual(['failed', 'done'])
    expect(files[0].problem).toContain('“bad.wav”')
    expect(files[1].check.truePeakDbtp).toBeLessThanOrEqual(-1)

    const recipe = join(folder, 'recipe.json')
    writeFileSync(recipe, JSON.stringify(files[1].recipe))
    const again = join(folder, 'again.wav')
    await run(join(folder, 'in', 'one.wav'), '--recipe', recipe, '-o', again, '-q')
    const first = readFileSync(join(folder, 'json', 'one (master).wav'))
    expect(readFileSync(again).equals(first)).toBe(true)
    expect(JSON.parse(readFileSync(report, 'utf8')).files).toHaveLength(2)
  })

  it('writes a lossless format with the very audio of the WAV, and a lossy one of the same length', async () => {
    const source = join(folder, 'in', 'one.wav')
    const audioOf = async (format: string) => {
      const output = join(folder, `formats.${format}`)
      const { printed } = await run(source, '-F', format, '-o', output, '-f', '-q', '--json')
      const [{ check }] = JSON.parse(printed).files
      return check
    }
    const wavCheck = await audioOf('wav')
    expect((await audioOf('flac')).checksum).toBe(wavCheck.checksum)
    expect((await audioOf('mp3')).lengthFrames).toBe(wavCheck.lengthFrames)
    const aac = await audioOf('aac')
    expect(aac.lengthFrames).toBe(wavCheck.lengthFrames)
    if (hasCommand('ffmpeg'))
      expect(aac).toMatchObject({ kind: 'decoded', codec: { lagFrames: 0 } })
    else expect(aac.kind).toBe('unread')
    const { status, printed } = await run(source, '-d', join(folder, 'opus'), '-F', 'opus', '-q')
    expect(status).toBe(0)
    expect(printed).toContain('one (master).opus')
  })

  it('measures without writing, and answers 3 where a file is not within its destination', async () => {
    const source = join(folder, 'in', 'two.wav')
    const measured = await run(source, '--analyse', '-q')
    expect(measured.status).toBe(0)
    expect(measured.printed).toMatch(/Integrated loudness +−\d+\.\d LUFS/)
    const verified = await run('verify', source, '-t', '-8', '-q')
    expect(verified.status).toBe(3)
    expect(verified.printed).toContain('for −8.0')
  })

  it('matches a reference: its loudness, unless a target is named, by moves that give it as the reason', async () => {
    const source = join(folder, 'in', 'one.wav')
    const reference = join(folder, 'reference.wav')
    const mix = syntheticMix({ seconds: SECONDS, sampleRate: RATE, seed: 7, drums: 0.5 })
    const brighter = (frame: number, channel: number) => {
      const samples = mix[channel === 0 ? 0 : 1]
      return 0.5 * ((samples[frame] ?? 0) - 0.6 * (samples[frame - 1] ?? 0))
    }
    writeFileSync(
      reference,
      wav({ lengthFrames: SECONDS * RATE, sampleRate: RATE, source: brighter }),
    )
    const [{ analysis: measured }] = JSON.parse(
      (await run(reference, '--analyse', '--json')).printed,
    ).files
    const masterTo = async (...more: string[]) => {
      const output = join(folder, 'matched.wav')
      const { printed } = await run(
        source,
        '--reference',
        reference,
        '-o',
        output,
        '-fq',
        '--json',
        ...more,
      )
      return JSON.parse(printed).files[0]
    }
    const { check, recipe } = await masterTo()
    expect(check.integratedLufs).toBeCloseTo(measured.loudness.integratedLufs, 1)
    expect(recipe.match.name).toBe('reference.wav')
    // By its bands, or by the tone curve where they do not suffice.
    const modules: string[] = recipe.match.settings.map(
      ({ moduleId }: { moduleId: string }) => moduleId,
    )
    expect(modules.some((id) => id === 'equaliser' || id === 'tone-curve')).toBe(true)
    const own = await masterTo('-t', '-18')
    expect(own.check.integratedLufs).toBeCloseTo(-18, 1)
    expect(own.recipe.match.settings).toEqual(recipe.match.settings)
    const bad = await run(
      source,
      '--reference',
      join(folder, 'bad.wav'),
      '-o',
      join(folder, 'x.wav'),
      '-q',
    )
    expect(bad.status).toBe(1)
    expect(bad.printed).toContain('“bad.wav”')
    expect(existsSync(join(folder, 'x.wav'))).toBe(false)
  })

  it('prints help and version', async () => {
    expect((await run('--help')).printed).toContain('trackmaster FILE…')
    expect((await run('--version')).printed).toBe('1.2.3\n')
  })
})
