import { expect, test } from 'vitest'
import { audioMemorySentence } from './audio-memory-sentence'

const MB = 1e6
const memory = { budgetBytes: 32 * MB, usedBytes: 20 * MB, diskBytes: 300 * MB, tracksLetGo: 0 }

test('budget, use and disk are told', () => {
  expect(audioMemorySentence(memory)).toBe(
    'Audio takes 20.0 MB of 32.0 MB in memory and 300.0 MB on the disk. No master was let go.',
  )
})

test('what was let go is told, and that it comes back', () => {
  expect(audioMemorySentence({ ...memory, tracksLetGo: 1 })).toContain(
    'The masters of one track were let go to save room; each is made again, the same, when it is needed.',
  )
  expect(audioMemorySentence({ ...memory, tracksLetGo: 37 })).toContain('of 37 tracks were let go')
})

test('a browser without a file for audio is told of, and an engine that does not run', () => {
  expect(audioMemorySentence({ ...memory, diskBytes: null })).toContain('none on the disk')
  expect(audioMemorySentence(null)).toContain('not known')
})
