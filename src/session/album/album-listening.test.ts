import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createStudio } from '../../store/studio'
import { createAlbumListening } from './album-listening'

class FakeAudio extends EventTarget {
  src = ''
  playing = false
  play(): Promise<void> {
    this.playing = true
    return Promise.resolve()
  }
  pause(): void {
    this.playing = false
  }
  removeAttribute(): void {
    this.src = ''
  }
}

const made: FakeAudio[] = []
const audioOf = (): HTMLAudioElement => {
  const audio = new FakeAudio()
  made.push(audio)
  return audio as unknown as HTMLAudioElement
}

beforeEach(() => {
  made.length = 0
  vi.stubGlobal('URL', { createObjectURL: () => 'blob:album', revokeObjectURL() {} })
})
afterEach(() => vi.unstubAllGlobals())

it('plays one place at a time, says which, and is over when the file is', async () => {
  const studio = createStudio()
  const listening = createAlbumListening(studio, audioOf)
  await listening.play('b', new Blob())
  expect(studio.getState().albumHeard).toBe('b')
  await listening.play('whole', new Blob())
  expect(studio.getState().albumHeard).toBe('whole')
  expect(made.map(({ playing }) => playing)).toEqual([false, true])
  // The first one's end is no longer anybody's business.
  made[0]?.dispatchEvent(new Event('ended'))
  expect(studio.getState().albumHeard).toBe('whole')
  made[1]?.dispatchEvent(new Event('ended'))
  expect(studio.getState().albumHeard).toBeNull()
})

it('is quiet at once when stopped', async () => {
  const studio = createStudio()
  const listening = createAlbumListening(studio, audioOf)
  await listening.play('b', new Blob())
  listening.stop()
  expect(made[0]?.playing).toBe(false)
  expect(studio.getState().albumHeard).toBeNull()
})
