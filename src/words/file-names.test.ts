import { describe, expect, it } from 'vitest'
import { DEFAULT_NAME_TEMPLATE, fileName, fileStem, fileStems, type NameFields } from './file-names'

const song: NameFields = {
  id: 'a',
  name: 'Mix v1.2',
  tags: { title: 'Night Drive', artist: 'AC/DC', track: '3/10' },
  targetLufs: -14,
  sampleRate: 44_100,
}

describe('the name of an exported file', () => {
  it('is the source’s with "(master)" behind it, whatever the source is called', () => {
    for (const name of ['Mix v1.2', '.wav', '_x.', 'a  b', '歌', 'con', 'e\u0301'])
      expect(fileStem(DEFAULT_NAME_TEMPLATE, { ...song, name })).toBe(`${name} (master)`)
  })

  it('is without what only the system takes that the source came from', () => {
    for (const name of ['a:b', 'a?b', 'a<>b', 'a\\b', 'a"b', 'a|b', 'a*b', 'a\nb', 'a\u0085b'])
      expect(fileStem(DEFAULT_NAME_TEMPLATE, { ...song, name })).toBe('a_b (master)')
    const alike = ['a:b', 'a?b'].map((name, at) => ({ ...song, id: `${at}`, name }))
    const stems = fileStems(DEFAULT_NAME_TEMPLATE, alike)
    expect([...stems.values()]).toEqual(['a_b (master)', 'a_b (master) (2)'])
  })

  it('is no longer than file systems take, in bytes, and no character is cut in two', () => {
    const bytes = (text: string): number => new TextEncoder().encode(text).length
    for (const name of ['x'.repeat(255), '歌'.repeat(85), '🎧'.repeat(63)])
      for (const template of [DEFAULT_NAME_TEMPLATE, '{name}', '{title} {name}']) {
        const stem = fileStem(template, { ...song, name })
        expect(bytes(stem)).toBeLessThanOrEqual(200)
        expect(bytes(stem)).toBeGreaterThan(190)
        expect(stem.isWellFormed()).toBe(true)
        if (template === DEFAULT_NAME_TEMPLATE) expect(stem.endsWith(' (master)')).toBe(true)
      }
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
    for (const name of ['con', 'CON', 'nul.x', 'Com1', 'lpt³', 'aux .tar', 'conin$'])
      expect(fileStem('{title}', { ...song, tags: { title: name } })).toBe(`_${name}`)
    for (const name of ['Contact', 'Com', 'com10', 'Null']) {
      expect(fileStem('{title}', { ...song, tags: { title: name } })).toBe(name)
      expect(fileName(name)).toBe(name)
    }
  })

  it('takes nothing that a file system refuses, and ends', () => {
    const name = fileStem(`../{title}?<>|"\u0000${'x'.repeat(500)}`, song)
    expect(name).not.toMatch(/[<>:"/\\|?*]|\p{Cc}/u)
    expect([...name].length).toBeLessThanOrEqual(200)
    for (const title of ['What?', 'End.', 'End. . ', 'Tab\t'])
      expect(fileStem('{title}', { ...song, tags: { title } })).toMatch(/^(What|End|Tab)$/)
  })

  it('of an album or one of its tracks is what the title leaves, and nothing of dots alone', () => {
    expect(fileName('AC/DC: “Live?” ')).toBe('AC_DC_ “Live_”')
    expect(fileName(' . . ')).toBe('')
    expect(fileName('nul')).toBe('_nul')
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
