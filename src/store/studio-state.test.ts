import { describe, expect, it } from 'vitest'
import { EMPTY_STUDIO, PERSISTS } from './studio-state'

describe('the store', () => {
  it('says of every key whether it outlives the page', () => {
    expect(Object.keys(PERSISTS).sort()).toEqual(Object.keys(EMPTY_STUDIO).sort())
  })

  it('holds nothing that JSON would lose at the start', () => {
    expect(JSON.parse(JSON.stringify(EMPTY_STUDIO))).toEqual(EMPTY_STUDIO)
  })

  it('forgets running work and messages, and keeps tracks and recipes', () => {
    expect(PERSISTS).toMatchObject({
      jobs: false,
      messages: false,
      tracks: 'work',
      recipes: 'work',
    })
  })
})
