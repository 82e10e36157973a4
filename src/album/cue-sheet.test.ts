import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cueSheet } from './cue-sheet'
import { oneTrack, threeTracks } from './testing/discs'

const hasCdrdao = spawnSync('cdrdao', ['show-version']).error === undefined
const hasBchunk = spawnSync('bchunk', []).error === undefined

describe('a cue sheet', () => {
  it('lists tracks with their texts, codes and indices', () => {
    const lines = cueSheet({ ...oneTrack, title: 'Say "hi"' }, 'album.wav').split('\r\n')
    expect(lines).toEqual([
      'CATALOG 0123456789012',
      `TITLE "Say 'hi'"`,
      'FILE "album.wav" WAVE',
      '  TRACK 01 AUDIO',
      '    ISRC USABC1234567',
      '    INDEX 00 00:00:00',
      '    INDEX 01 00:02:00',
      '',
    ])
  })

  it('cuts no text in the middle of a character', () => {
    const sheet = cueSheet({ ...threeTracks, title: '😀'.repeat(90) }, 'album.wav')
    expect(sheet).toContain(`TITLE "${'😀'.repeat(80)}"`)
  })

  it.skipIf(!hasCdrdao)('is read by cdrdao with the same points', () => {
    // Its version 1.2.4 takes no index 2 behind an index 0.
    const disc = { ...threeTracks, points: threeTracks.points.filter(({ index }) => index < 2) }
    const folder = mkdtempSync(join(tmpdir(), 'cue-'))
    try {
      // 30 s of 16-bit stereo silence.
      const data = Buffer.alloc(30 * 44_100 * 4)
      const head = Buffer.alloc(44)
      head.write('RIFF')
      head.writeUInt32LE(36 + data.length, 4)
      head.write('WAVEfmt ', 8)
      head.writeUInt32LE(16, 16)
      head.writeUInt16LE(1, 20)
      head.writeUInt16LE(2, 22)
      head.writeUInt32LE(44_100, 24)
      head.writeUInt32LE(176_400, 28)
      head.writeUInt16LE(4, 32)
      head.writeUInt16LE(16, 34)
      head.write('data', 36)
      head.writeUInt32LE(data.length, 40)
      writeFileSync(join(folder, 'album.wav'), Buffer.concat([head, data]))
      writeFileSync(join(folder, 'album.cue'), cueSheet(disc, 'album.wav'))
      const { stdout, stderr, status } = spawnSync('cdrdao', ['show-toc', 'album.cue'], {
        cwd: folder,
        encoding: 'utf8',
      })
      expect(status, stderr).toBe(0)
      const text = stdout + stderr
      expect(text).toMatch(/START\s+00:02:00/)
      expect(text).toMatch(/START\s+00:11:00/)
      expect(text).toMatch(/START\s+00:22:00/)
      expect(text).toMatch(/END\d?\s+00:30:00/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it.skipIf(!hasBchunk)('is cut by bchunk at its points', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cue-'))
    try {
      const secondBytes = 44_100 * 4
      writeFileSync(join(folder, 'album.bin'), Buffer.alloc(30 * secondBytes))
      writeFileSync(join(folder, 'album.cue'), cueSheet(oneTrack, 'album.bin'))
      spawnSync('bchunk', ['album.bin', 'album.cue', 'track'], { cwd: folder })
      const cut = readdirSync(folder).filter((name) => name.startsWith('track'))
      expect(cut.map((name) => statSync(join(folder, name)).size)).toEqual([28 * secondBytes])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
