import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshRecipe } from '../../chain/recipe'
import { chunk, integers, join, text, wavFormatChunk } from '../../codec/testing/bytes'
import { hasCommand, runWithComplaints } from '../../codec/testing/commands'
import { decodeForTest } from '../../codec/testing/open-for-test'
import type { Outcome } from '../../core/outcome'
import { seededNoise } from '../../dsp/testing/seeded-noise'
import { nodeEngine } from '../../hosts/node/node-engine'
import { DEFAULT_DELIVERY, type DeliverySettings } from '../settings'

const folder = mkdtempSync(pathOf(tmpdir(), 'field-tags-'))
afterAll(() => rmSync(folder, { recursive: true }))

const RATE = 44_100
const LENGTH = 4 * RATE
/** An hour, on the file's own clock. */
const TIME_REFERENCE = 3600 * RATE

const padded = (content: string, length: number) =>
  join(text(content), new Uint8Array(length - content.length))

/** As field recorders and samplers write them: mono, everything behind the audio but `bext`. */
const source = (): Uint8Array => {
  const bext = join(
    padded('A description', 256),
    padded('Originator', 32),
    padded('REF1', 32),
    text('2026-11-2812:00:00'),
    integers([TIME_REFERENCE, 0], 4),
    integers([1], 2),
    new Uint8Array(254),
    text('A=ANALOGUE\r\n'),
  )
  const info = [
    ['INAM', 'Night Drive'],
    ['IART', 'The Testers'],
    ['IPRD', 'Roads'],
    ['ICRD', '2026-11-28'],
    ['ISRC', 'DEXXX2600001'],
  ].map(([id = '', content = '']) => chunk(id, text(`${content}\0`)))
  const cue = integers([1, 1, 22_050, 0x61746164, 0, 0, 22_050], 4)
  const labels = join(text('adtl'), chunk('labl', join(integers([1], 4), text('Chorus\0'))))
  const smpl = integers([0, 0, 22_675, 60, 0, 0, 0, 1, 0, 1, 0, 1000, 40_000, 0, 0], 4)
  const ixml = `<BWFXML><PROJECT>P</PROJECT><SPEED><FILE_SAMPLE_RATE>${RATE}</FILE_SAMPLE_RATE></SPEED><LOUDNESS><LOUDNESS_VALUE>-3</LOUDNESS_VALUE></LOUDNESS></BWFXML>`
  const noise = seededNoise(5)
  const samples = Int16Array.from({ length: LENGTH }, (_, i) =>
    Math.round(9000 * noise() * (1.2 + Math.sin(i / 20_000))),
  )
  const body = join(
    chunk('bext', bext),
    wavFormatChunk({ channels: 1 }),
    chunk('data', new Uint8Array(samples.buffer)),
    chunk('LIST', join(text('INFO'), ...info)),
    chunk('cue ', cue),
    chunk('LIST', labels),
    chunk('smpl', smpl),
    chunk('iXML', text(ixml)),
  )
  return join(text('RIFF'), integers([4 + body.length], 4), text('WAVE'), body)
}

const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.error.code)
  return outcome.value
}

const chunksOf = (file: Uint8Array): ReadonlyMap<string, Uint8Array> => {
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  const chunks = new Map<string, Uint8Array>()
  for (let at = 12; at + 8 <= file.length; ) {
    const size = view.getUint32(at + 4, true)
    const id = Buffer.from(file.subarray(at, at + 4)).toString('latin1')
    const body = file.subarray(at + 8, at + 8 + size)
    chunks.set(id === 'LIST' ? Buffer.from(body.subarray(0, 4)).toString() : id, body)
    at += 8 + size + (size % 2)
  }
  return chunks
}

describe('a field recording through the engine', () => {
  const engine = nodeEngine()
  let facts: Awaited<ReturnType<typeof decodeForTest>>['facts']

  beforeAll(async () => {
    const file = new File([Uint8Array.from(source())], 'take.wav')
    facts = value(await engine.open('t', file, null, {})).facts
    const recipe = freshRecipe({
      destinationId: 'custom',
      styleId: 'clean',
      targetLufs: -16,
      ceilingDbtp: -1,
    })
    value(await engine.master('t', recipe, {}))
  })

  const exported = async (settings: Partial<DeliverySettings>): Promise<Uint8Array> => {
    const chosen = { ...DEFAULT_DELIVERY, ...settings }
    const { file } = value(await engine.export('t', chosen, facts.tags, {}))
    return new Uint8Array(await file.arrayBuffer())
  }

  it('leaves as WAV with all that it said, at its own rate', async () => {
    const { facts: got } = await decodeForTest(await exported({}))
    const { broadcast, ...tags } = got.tags
    const { broadcast: before, kept, ...expected } = facts.tags
    expect(tags).toMatchObject(expected)
    expect(broadcast).toMatchObject({ ...before, codingHistory: expect.any(String) })
    expect(broadcast?.codingHistory).toBe('A=ANALOGUE\r\nA=PCM,F=44100,W=24,M=mono,T=TrackMaster')
    expect(kept?.map(({ id }) => id)).toEqual(['iXML'])
  })

  it('and at another rate with every frame counted anew', async () => {
    const { facts: got } = await decodeForTest(await exported({ sampleRate: 96_000 }))
    const { broadcast, markers, sampler } = got.tags
    expect(broadcast?.timeReferenceFrames).toBe(3600 * 96_000)
    expect(markers).toEqual([{ atFrame: 48_000, lengthFrames: 0, label: 'Chorus' }])
    const [start, end] = [1000, 40_001].map((frame) => Math.round((frame * 96_000) / RATE))
    expect(sampler?.loops).toEqual([
      { type: 0, startFrame: start, endFrame: (end ?? 0) - 1, playCount: 0 },
    ])
    expect(sampler?.unityNote).toBe(60)
  })

  it('stands before the samples, loudness as it was measured in the file', async () => {
    const file = await exported({ depth: '16' })
    const chunks = chunksOf(file)
    expect([...chunks.keys()].at(-1)).toBe('data')
    expect([...chunks.keys()][0]).toBe('fmt ')
    const bext = chunks.get('bext') ?? new Uint8Array(0)
    const view = new DataView(bext.buffer, bext.byteOffset, bext.length)
    expect(view.getUint16(346, true)).toBe(2)
    const told = [412, 414, 416, 418, 420].map((at) => view.getInt16(at, true) / 100)
    const own = new File([Uint8Array.from(file)], 'own.wav')
    value(await engine.open('own', own, null, {}))
    const { loudness, truePeakDbtp } = value(await engine.analyse('own', {}))
    const measured = [
      loudness.integratedLufs,
      loudness.loudnessRangeLu,
      truePeakDbtp,
      loudness.maximumMomentaryLufs,
      loudness.maximumShortTermLufs,
    ]
    // Hundredths; the page's true peak comes of a shorter interpolator.
    for (const [index, number] of measured.entries())
      expect(Math.abs((told[index] ?? 0) - (number ?? 0)), `${index}`).toBeLessThan(
        index === 2 ? 0.1 : 0.0051,
      )
    const ixml = Buffer.from(chunks.get('iXML') ?? []).toString()
    expect(ixml).toContain('<PROJECT>P</PROJECT>')
    expect(ixml).not.toContain('LOUDNESS')
    expect(Buffer.from(chunks.get('axml') ?? []).toString()).toContain('ISRC:DEXXX2600001')
  })

  it('says in FLAC what FLAC holds: title, artist, album, date and ISRC', async () => {
    const { facts: got } = await decodeForTest(await exported({ format: 'flac' }))
    const { title, artist, album, date, isrc } = facts.tags
    expect(got.tags).toEqual({ title, artist, album, date, isrc })
  })

  it('tells players its gain when asked: ReplayGain 2.0 by −18 LUFS, R 128 by −23 LUFS in Opus', async () => {
    const { others } = (await decodeForTest(await exported({ format: 'flac', replayGain: true })))
      .facts.tags
    // Such texts of a source are false after mastering, so the reader leaves them.
    expect(others).toBeUndefined()
    const flac = Buffer.from(await exported({ format: 'flac', replayGain: true })).toString(
      'latin1',
    )
    const gain = Number(/REPLAYGAIN_TRACK_GAIN=(-?\d+\.\d\d) dB/.exec(flac)?.[1])
    expect(Math.abs(gain - (-18 + 16))).toBeLessThanOrEqual(0.05)
    expect(Number(/REPLAYGAIN_TRACK_PEAK=(\d\.\d{6})/.exec(flac)?.[1])).toBeLessThan(1)
    const opus = Buffer.from(
      await exported({ format: 'opus', sampleRate: 48_000, replayGain: true }),
    ).toString('latin1')
    const steps = Number(/R128_TRACK_GAIN=(-?\d+)/.exec(opus)?.[1])
    expect(Math.abs(steps / 256 - (-23 + 16))).toBeLessThanOrEqual(0.05)
    expect(opus).not.toContain('REPLAYGAIN')
  })

  it.skipIf(!hasCommand('ffprobe'))('reads the same to ffprobe', async () => {
    const path = pathOf(folder, 'a.wav')
    writeFileSync(path, await exported({ sampleRate: 48_000 }))
    const args = ['-v', 'error', '-show_entries', 'format_tags', '-of', 'json', path]
    const { stdout, stderr } = runWithComplaints('ffprobe', args)
    expect(stderr).toBe('')
    expect(JSON.parse(stdout).format.tags).toMatchObject({
      title: 'Night Drive',
      artist: 'The Testers',
      time_reference: String(3600 * 48_000),
    })
  })
})
