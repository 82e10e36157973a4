import { expect, it } from 'vitest'
import { textStorage } from '../../storage/testing/text-storage'
import { EMPTY_ALBUM } from '../../store/album'
import { createStudio } from '../../store/studio'
import { newTrack } from '../../store/tracks'
import { keepAlbum } from './keep-album'

const planned = () => {
  const storage = textStorage()
  const studio = createStudio()
  keepAlbum(studio, storage)
  studio.addTrack(newTrack('a', 'A.wav'))
  studio.setAlbum((plan) => ({ ...plan, title: 'First', barcode: '4006381333931' }))
  return storage
}

it('comes back with its tracks', () => {
  const storage = planned()
  const studio = createStudio()
  keepAlbum(studio, storage)
  studio.addTrack(newTrack('a', 'A.wav'))
  expect(studio.getState().album.title).toBe('First')
})

it('stays away from other tracks, and ends with the next plan', () => {
  const storage = planned()
  const studio = createStudio()
  keepAlbum(studio, storage)
  studio.addTrack(newTrack('b', 'B.wav'))
  expect(studio.getState().album).toEqual(EMPTY_ALBUM)
  studio.setAlbum((plan) => ({ ...plan, title: 'Second' }))
  studio.addTrack(newTrack('a', 'A.wav'))
  expect(studio.getState().album.title).toBe('Second')
})
