import { describe, expect, it } from 'vitest'
import { editedTags } from './tag-edits'

const picture = { mimeType: 'image/png', bytes: Uint8Array.of(1) }
const own = {
  title: 'Old',
  artist: 'Ann',
  cover: picture,
  others: [{ name: 'MOOD', value: 'calm' }],
}

describe('edited tags', () => {
  it('are the file’s where nothing was said', () => {
    expect(editedTags(own, { texts: {} })).toEqual(own)
  })

  it('are what was said over them; what was emptied is gone', () => {
    expect(editedTags(own, { texts: { title: ' New ', artist: ' ' }, cover: null })).toEqual({
      title: 'New',
      others: own.others,
    })
  })

  it('have another picture, and a code as registers write it', () => {
    const other = { ...picture, bytes: Uint8Array.of(2) }
    const edited = editedTags(own, { texts: { isrc: 'qz-abc-26-00001' }, cover: other })
    expect(edited).toMatchObject({ cover: other, isrc: 'QZABC2600001' })
    expect(editedTags({ isrc: 'none yet' }, { texts: {} }).isrc).toBe('none yet')
  })
})
