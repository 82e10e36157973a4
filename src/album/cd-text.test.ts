import { describe, expect, it } from 'vitest'
import { cdText, plainedTexts } from './cd-text'
import { latin1Proposal } from './latin1'
import { oneTrack, threeTracks } from './testing/discs'

/** What cue2ddp 1.1 writes for the same texts. */
const GOLDEN =
  'gAAAAERpc2MAVHJhY2sgT0gEgAEBB25lAFRyYWNrIFR3b1XJgAICCQBUcmFjayBUaHJlZeZvgAMDCwAAAAAAAAAAAAAAAF33gQAEAEFydGlzdABBcnRpc/0igQEFBXQAQXJ0aXN0AEFydIwlgQMGA2lzdAAAAAAAAAAAAGKsjwAHAAABAwAEAwAAAAAAAED7jwEIAAAAAAAAAAADCQAAANamjwIJAAAAAAAJAAAAAAAAAApO'

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

describe('CD-Text', () => {
  it('is the bytes that another writer makes of the same texts', () => {
    const text = cdText(threeTracks)
    expect(text.status).toBe('written')
    if (text.status === 'written') expect(base64(text.bytes)).toBe(GOLDEN)
  })

  it('leaves out what has no text, and writes codes in their own packs', () => {
    const text = cdText(oneTrack)
    if (text.status !== 'written') throw new Error(text.status)
    const types = Array.from({ length: text.bytes.length / 18 }, (_, i) => text.bytes[i * 18])
    expect(types).toEqual([0x8e, 0x8e, 0x8e, 0x8f, 0x8f, 0x8f])
    expect(cdText({ ...threeTracks, title: '', performer: '', tracks: [] })).toEqual({
      status: 'written',
      bytes: new Uint8Array(0),
    })
  })

  it('names a text that ISO 8859-1 cannot hold instead of writing question marks', () => {
    const german = cdText({ ...threeTracks, title: 'Fünf Gefühle' })
    expect(german.status).toBe('written')
    expect(cdText({ ...threeTracks, title: '日本' })).toEqual({
      status: 'not-latin1',
      texts: ['日本'],
    })
    expect(latin1Proposal('日本')).toBeNull()
    expect(latin1Proposal('Dvořák – Łódź, Ærø')).toBe('Dvorák - Lódz, Ærø')
  })

  it('has plain quotes and dashes for typographic ones, and letters whose marks stand apart, and says where', () => {
    const typed = { ...threeTracks, title: 'Don\u2019t Stop \u2013 F\u00fcr \u201cA\u201d\u2026' }
    const plain = { ...threeTracks, title: 'Don\'t Stop - F\u00fcr "A"...' }
    expect(cdText(typed)).toEqual(cdText(plain))
    expect(cdText({ ...plain, title: plain.title.normalize('NFD') })).toEqual(cdText(plain))
    expect(plainedTexts(typed)).toEqual([typed.title])
    expect(plainedTexts({ ...plain, title: plain.title.normalize('NFD') })).toEqual([])
  })

  it('refuses more text than its packs can be numbered', () => {
    expect(cdText({ ...threeTracks, title: 'x'.repeat(3200) })).toEqual({ status: 'too-long' })
  })
})
