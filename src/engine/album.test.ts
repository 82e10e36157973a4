import { beforeAll, describe, expect, it } from 'vitest'
import type { Album, AlbumTrack } from '../album/album'
import { withModule } from '../chain/edit-recipe'
import { freshRecipe } from '../chain/recipe'
import type { Outcome } from '../core/outcome'
import type { Tags } from '../core/tags'
import { DEFAULT_DELIVERY, type DeliverySettings } from '../delivery/settings'
import { nodeEngine } from '../hosts/node/node-engine'
import { nodeHost, nodeSpace } from '../hosts/node/node-host'
import { storesIn } from '../hosts/stores'
import { piecesSource } from '../session/album/heard-pieces'
import type { AlbumFiles } from './album'
import { inThreadEngine } from './in-thread'
import { left, RATE, right, wavFile } from './testing/mix-file'

const SECONDS = 1.2
const FRAMES = SECONDS * RATE
const RECIPE = freshRecipe({
  destinationId: 'custom',
  styleId: 'clean',
  targetLufs: -16,
  ceilingDbtp: -1,
})
/** Tracks are put on 1/75 s. */
const GRID_FRAMES = RATE / 75

const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error))
  return outcome.value
}

const track = (trackId: string, change: Partial<AlbumTrack> = {}): AlbumTrack => ({
  trackId,
  title: trackId,
  performer: '',
  isrc: null,
  gapBeforeS: 0,
  trimStartS: 0,
  trimEndS: 0,
  fadeInS: 0,
  fadeOutS: 0,
  curve: 'equal-power',
  ...change,
})

/** The second follows at once, the third fades in over the end of it. */
const ALBUM: Album = {
  title: 'Album',
  performer: '',
  ean13: null,
  tracks: [track('a'), track('b', { trimStartS: 0.2 }), track('c', { gapBeforeS: -0.3 })],
}
const TAGS: readonly Tags[] = ['A', 'B', 'C'].map((title) => ({
  title,
  markers: [{ atFrame: RATE / 2, lengthFrames: 0, label: 'half' }],
}))

describe('an album', () => {
  const engine = nodeEngine()
  const write = async (
    settings: Partial<DeliverySettings>,
    gainDb = 0,
  ): Promise<AlbumFiles<Blob>> => {
    const delivery = { ...DEFAULT_DELIVERY, dither: 'none' as const, ...settings }
    const shared = { album: ALBUM, tags: TAGS, gainDb, sampleRate: RATE, leadInS: 0, stretch: null }
    return must(await engine.album({ ...shared, settings: delivery, cuts: true }, {}))
  }
  /** Facts of a file, opened like any other. */
  const opened = async (file: Blob, extension: string) => {
    const name = `file.${extension}`
    const { facts } = must(await engine.open('again', new File([file], name), null, {}))
    engine.close('again')
    return facts
  }

  beforeAll(async () => {
    for (const [at, id] of ['a', 'b', 'c'].entries()) {
      const from = at * FRAMES
      const part = [left, right].map((plane) => plane.slice(from, from + FRAMES))
      must(await engine.open(id, await wavFile(part), null, {}))
      must(await engine.master(id, RECIPE, {}))
    }
  })

  it.each(['wav', 'alac', 'mp3', 'opus', 'vorbis'] as const)(
    'as %s: files as long together as the programme, to the frame, a track beginning in each',
    async (format) => {
      const { files, extension } = await write({ format })
      const lengths: number[] = []
      for (const file of files) lengths.push((await opened(file, extension)).lengthFrames)
      const onGrid = (frames: number) => Math.ceil(frames / GRID_FRAMES) * GRID_FRAMES
      const second = onGrid(FRAMES)
      const third = onGrid(second + FRAMES - 0.2 * RATE - 0.3 * RATE)
      expect(lengths).toEqual([second, third - second, onGrid(third + FRAMES) - third])
    },
  )

  it('is heard, gaps and crossfades too, as it is exported, but for the bits that dither sets', async () => {
    const settings = { ...DEFAULT_DELIVERY, format: 'wav', depth: '24' } as const
    const shared = { album: ALBUM, tags: [], gainDb: -1, sampleRate: RATE, leadInS: 0, settings }
    const whole = must(await engine.album({ ...shared, stretch: null, cuts: false }, {}))
    const [file] = whole.files
    const bytes = new DataView((await file?.arrayBuffer()) ?? new ArrayBuffer(0))
    const { lengthFrames } = await opened(file ?? new Blob(), 'wav')
    const dataAt = bytes.byteLength - lengthFrames * 6
    const exported = (frame: number, channel: number): number => {
      const at = dataAt + 6 * frame + 3 * channel
      return ((bytes.getInt8(at + 2) << 16) | bytes.getUint16(at, true)) / 2 ** 23
    }
    const undithered = { ...settings, dither: 'none' } as const
    const cuts = [0, FRAMES, 2 * FRAMES - 0.5 * RATE, lengthFrames]
    const stretches = cuts.slice(1).map((toFrame, at) => ({ fromFrame: cuts[at] ?? 0, toFrame }))
    const source = piecesSource(stretches, RATE, async (stretch) => {
      const request = { ...shared, settings: undithered, stretch, cuts: false }
      return must(await engine.album(request, {})).files[0] ?? null
    })
    expect(source.lengthFrames).toBe(lengthFrames)
    let worst = 0
    for (let at = 0; at < lengthFrames; ) {
      const planes = await source.read(at, 20_000)
      if (!planes) throw new Error('nothing to hear')
      for (const [channel, plane] of planes.entries())
        for (const [i, sample] of plane.entries())
          worst = Math.max(worst, Math.abs(sample - exported(at + i, channel)))
      at += planes[0].length
    }
    // Triangular dither of the export, and the rounding of both.
    expect(worst).toBeLessThanOrEqual(3 / 2 ** 23)
  })

  it('is heard in one track without the masters of the others, at another rate, too', async () => {
    const source = await wavFile([left.slice(0, FRAMES), right.slice(0, FRAMES)])
    must(await engine.open('unmastered', source, null, {}))
    const album = { ...ALBUM, tracks: [track('b'), track('unmastered', { gapBeforeS: 1 })] }
    const settings = { ...DEFAULT_DELIVERY, format: 'wav', depth: '24', dither: 'none' } as const
    const sampleRate = 48_000
    const shared = { album, tags: [], gainDb: 0, sampleRate, leadInS: 0, settings, cuts: false }
    const heardTo = (seconds: number) =>
      engine.album({ ...shared, stretch: { fromFrame: 0, toFrame: seconds * sampleRate } }, {})
    // The second track begins after 2.2 s.
    const [file] = must(await heardTo(2)).files
    expect((await opened(file ?? new Blob(), 'wav')).lengthFrames).toBe(2 * sampleRate)
    expect(await heardTo(2.5)).toMatchObject({ ok: false, error: { code: 'track-gone' } })
    engine.close('unmastered')
  })

  it('tells in each file where its own points are, and gains of the track and of the album', async () => {
    const { files, extension } = await write({ format: 'wav', replayGain: true })
    const tags = []
    for (const file of files) tags.push((await opened(file, extension)).tags)
    expect(tags.map(({ title }) => title)).toEqual(['A', 'B', 'C'])
    expect(tags.map(({ markers }) => markers?.[0]?.atFrame)).toEqual([
      RATE / 2,
      RATE / 2 - 0.2 * RATE,
      RATE / 2,
    ])
    // Ours or anybody's: whoever opens the file again drops them, and says so.
    for (const { outdated } of tags)
      expect(outdated).toEqual(
        expect.arrayContaining(['REPLAYGAIN_TRACK_GAIN', 'REPLAYGAIN_ALBUM_GAIN']),
      )
  })

  it('is turned down as a whole where a codec goes over the ceiling, and says by how much', async () => {
    // Masters at −16 LUFS have room for 12 dB and more: their ceiling is theirs no longer.
    const free = await write({ format: 'opus', quality: '64' }, 14)
    expect(free.truePeakDbtp).toBeGreaterThan(-1)
    expect(free).toMatchObject({ turnedDownDb: 0, ceilingDbtp: -1 })
    const held = await write({ format: 'opus', quality: '64', holdCeiling: true }, 14)
    expect(held.truePeakDbtp).toBeLessThanOrEqual(-1)
    expect(held.turnedDownDb).toBeGreaterThan(0)
  })
})

describe('an album of tracks at another rate', () => {
  it('is made track by track, with progress; whole or cancelled, it leaves no audio behind', async () => {
    const space = nodeSpace(2 ** 24)
    // A clock on which every report and every checkpoint counts.
    let ticks = 0
    const host = { ...nodeHost(), ...storesIn(space), now: () => 1000 * ticks++ }
    const engine = inThreadEngine(host)
    const warm = withModule(RECIPE, 'saturation', { on: true })
    for (const [at, id] of ['a', 'b', 'c'].entries()) {
      const from = at * FRAMES
      const part = [left, right].map((plane) => plane.slice(from, from + FRAMES))
      must(await engine.open(id, await wavFile(part), null, {}))
      must(await engine.master(id, warm, {}))
    }
    const bytes = () => space.usedBytes + (space.swappedBytes ?? 0)
    const before = bytes()
    const settings = { ...DEFAULT_DELIVERY, format: 'flac', sampleRate: 44_100 } as const
    const request = {
      album: ALBUM,
      tags: TAGS,
      gainDb: 0,
      sampleRate: 44_100,
      leadInS: 0,
      settings,
    }
    const seen: number[] = []
    const whole = { ...request, stretch: null, cuts: true }
    const written = must(await engine.album(whole, { onProgress: (at) => void seen.push(at) }))
    expect(written.files).toHaveLength(3)
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen)
    expect(bytes()).toBe(before)
    for (const share of [0.05, 0.2, 0.35, 0.6]) {
      const cancelled = await engine.album(whole, {
        onProgress: (at, cancel) => void (at >= share && cancel()),
      })
      expect(cancelled, `from ${share} on`).toMatchObject({ error: { code: 'cancelled' } })
      // Whatever waits behind it has its turn once its work has ended.
      await engine.listenFile('none', { signal: 'master', originalGain: 1, masterGain: 1 }, {})
      expect(bytes(), `cancelled from ${share} on`).toBe(before)
    }
  })
})
