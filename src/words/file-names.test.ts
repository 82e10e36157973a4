import { describe, expect, it } from 'vitest'
import { DEFAULT_NAME_TEMPLATE, fileStem, fileStems, type NameFields } from './file-names'

const song: NameFields = {
  id: 'a',
  name: 'Mix v1.2',
  tags: { title: 'Night Drive', artist: 'AC/DC', track: '3/10' },
  targetLufs: -14,
  sampleRate: 44_100,
}

describe('the name of an exported file', () => {
  it('is the source’s with "(master)" behind it, whatever the source is called', () => {
    for (const name of ['Mix v1.2', '.wav', '_x.', 'a  b', '歌:1'])
      expect(fileStem(DEFAULT_NAME_TEMPLATE, { ...song, name })).toBe(`${name} (master)`)
  })

  it('tells what its template asks for', () => {
    expect(fileStem('{track} {artist} - {title} ({target}, {rate})', song)).toBe(
      '03 AC_DC - Night Drive (-14 LUFS, 44.1 kHz)',
    )
  })

  it('leaves what it does not know, and nothing of an empty field at its ends', () => {
    expect(fileStem('{album} - {title} {what}', song)).toBe('Night Drive {what}')
    expect(fileStem('{title}', { ...song, tags: {} })).toBe('Mix v1.2')
  })

  it('is the usual one where a template says nothing, and none that a system keeps for itself', () => {
    for (const template of ['', '   ', '{album}', '...'])
      expect(fileStem(template, song)).toBe('Mix v1.2 (master)')
    expect(fileStem('con', song)).toBe('_con')
  })

  it('takes nothing that a file system refuses, and ends', () => {
    const name = fileStem(`../{title}?<>|"\u0000${'x'.repeat(500)}`, song)
    expect(name).not.toMatch(/[<>:"/\\|?*]|\p{Cc}/u)
    expect([...name].length).toBeLessThanOrEqual(120)
  })

  it('is nobody else’s, whatever the case of its letters', () => {
    const other = { ...song, id: 'b', tags: { title: 'NIGHT DRIVE' } }
    const stems = fileStems('{title}', [song, other])
    expect([...stems.values()]).toEqual(['Night Drive', 'NIGHT DRIVE (2)'])
  })

  it('is nobody else’s, however its letters are spelt', () => {
    const songs = ['\u00e9', 'e\u0301'].map((name, at) => ({ ...song, id: `${at}`, name }))
    const stems = [...fileStems(DEFAULT_NAME_TEMPLATE, songs).values()]
    expect(stems).toEqual(['\u00e9 (master)', 'e\u0301 (master) (2)'])
  })
})
